import type { Language } from "./languages.js";

/** The words of what the scripts add to the introduction. */
export interface Words {
  readonly operationsGroup: string;
  readonly otherOperations: string;
  readonly explorer: string;
  readonly guide: string;
  readonly appendix: string;
  /** Before the links to the sections. */
  readonly contents: string;
  readonly listSeparator: string;
  readonly operations: string;
  readonly operationsIntro: string;
  readonly operation: string;
  readonly request: string;
  readonly iamActions: string;
  readonly sendAgain: string;
  readonly sendAgainAlways: string;
  readonly sendAgainUnprocessed: string;
  readonly sendAgainNever: string;
  readonly fields: string;
  readonly fieldsIntro: string;
  readonly parameters: string;
  readonly parametersIntro: string;
  readonly field: string;
  readonly place: string;
  readonly places: Readonly<Record<string, string>>;
  readonly securityScheme: (name: string) => string;
  readonly mediaType: string;
  readonly type: string;
  readonly required: string;
  readonly isRequired: string;
  readonly isOptional: string;
  readonly byAuthentication: string;
  readonly description: string;
  readonly arrayOf: (type: string) => string;
  readonly mapOf: (type: string) => string;
  readonly or: string;
  readonly values: string;
  readonly valuesIntro: string;
  readonly value: string;
  readonly meaning: string;
  readonly openList: string;
  readonly allErrors: string;
  readonly allErrorsIntro: string;
  readonly status: string;
  readonly whenAndWhat: string;
  readonly examples: string;
  readonly deviations: string;
  readonly deviationsIntro: string;
  readonly thePage: string;
  readonly theContract: string;
  readonly why: string;
  readonly scenarios: string;
  readonly scenariosIntro: string;
  readonly workflowId: string;
  readonly situations: string;
  readonly situationsIntro: string;
  readonly clusterId: string;
  readonly response: string;
  readonly whatHappens: string;
  readonly switchLabel: string;
}

const english: Words = {
  operationsGroup: "Operations",
  otherOperations: "Other operations",
  explorer: "Try it",
  guide: "Guide",
  appendix: "Appendix",
  contents: "After the operations:",
  listSeparator: " · ",
  operations: "All operations",
  operationsIntro:
    "Either kind of credentials does for every operation. Where no IAM action is named, the vendor's pages name none.",
  operation: "Operation",
  request: "Request",
  iamActions: "IAM action",
  sendAgain: "Sending again",
  sendAgainAlways: "may be sent again",
  sendAgainUnprocessed: "may be sent again only if it is known not to have been processed",
  sendAgainNever: "not to be sent again",
  fields: "All fields",
  fieldsIntro: "Every field of requests and responses, by the object it belongs to.",
  parameters: "Path and headers",
  parametersIntro: "What a request carries beside its body.",
  field: "Field",
  place: "Place",
  places: { path: "path", header: "header", query: "query" },
  securityScheme: (name) => `header, security scheme \`${name}\``,
  mediaType: "The media type of the body.",
  type: "Type",
  required: "Required",
  isRequired: "required",
  isOptional: "optional",
  byAuthentication: "depends on the authentication",
  description: "Description",
  arrayOf: (type) => `array of ${type}`,
  mapOf: (type) => `map of ${type}`,
  or: " or ",
  values: "All values",
  valuesIntro: "Every value that is in a list, with its meaning.",
  value: "Value",
  meaning: "Meaning",
  openList: "An open list: other values are possible.",
  allErrors: "All errors",
  allErrorsIntro: "The last column names the examples of the response; the mock sends them on request.",
  status: "Status",
  whenAndWhat: "When, and what to do",
  examples: "Examples",
  deviations: "Deviations from the page",
  deviationsIntro:
    "Where the contract says something else or something more than the tables of the source page. `spec/DEVIATIONS.md` of the repository gives the evidence for each as well.",
  thePage: "The page:",
  theContract: "The contract:",
  why: "Why:",
  scenarios: "Situations the mock plays",
  scenariosIntro:
    "A cancel of one of these workflow IDs gets the response of a certain situation. Any project and cluster will do.",
  workflowId: "Workflow ID",
  situations: "Reserved clusters of the mock",
  situationsIntro:
    "The mock shows each of these clusters in a certain state of an upgrade: its workflow, checks, snapshots and upgrade tasks. What a request starts there takes five seconds and changes the state. Any project will do.",
  clusterId: "Cluster ID",
  response: "Response",
  whatHappens: "What happens",
  switchLabel: "Language",
};

const chinese: Words = {
  operationsGroup: "接口",
  otherOperations: "其他接口",
  explorer: "在线试用",
  guide: "指南",
  appendix: "附录",
  contents: "接口之后：",
  listSeparator: " · ",
  operations: "接口一览",
  operationsIntro: "每个接口都可使用两种凭证中的任意一种。未列出 IAM 授权项的接口，厂商文档中也没有给出。",
  operation: "接口",
  request: "请求",
  iamActions: "IAM 授权项",
  sendAgain: "重发",
  sendAgainAlways: "可以重发",
  sendAgainUnprocessed: "仅当确知请求未被处理时可以重发",
  sendAgainNever: "不可以重发",
  fields: "字段一览",
  fieldsIntro: "请求与响应中的全部字段，按所属对象列出。",
  parameters: "路径参数与请求头",
  parametersIntro: "请求中除请求体以外的内容。",
  field: "字段",
  place: "位置",
  places: { path: "路径", header: "请求头", query: "查询参数" },
  securityScheme: (name) => `请求头，认证方式 \`${name}\``,
  mediaType: "请求体的媒体类型。",
  type: "类型",
  required: "必选",
  isRequired: "必选",
  isOptional: "可选",
  byAuthentication: "取决于认证方式",
  description: "说明",
  arrayOf: (type) => `${type} 数组`,
  mapOf: (type) => `值为 ${type} 的映射`,
  or: " 或 ",
  values: "取值一览",
  valuesIntro: "所有列举出的取值及其含义。",
  value: "取值",
  meaning: "含义",
  openList: "该列表是开放的，可能出现其他取值。",
  allErrors: "错误一览",
  allErrorsIntro: "最后一列是响应示例的名称，模拟服务可按名称返回。",
  status: "状态码",
  whenAndWhat: "何时出现，如何处理",
  examples: "示例",
  deviations: "与原文档的差异",
  deviationsIntro: "本契约与原文档各表不同或有所补充之处。每一条的依据见代码仓中的 `spec/DEVIATIONS.md`（英文）。",
  thePage: "原文档：",
  theContract: "本契约：",
  why: "原因：",
  scenarios: "模拟服务可重现的场景",
  scenariosIntro: "取消下列 ID 的升级流程，会得到对应场景的响应；项目和集群可任意填写。",
  workflowId: "升级流程 ID",
  situations: "模拟服务预置的集群",
  situationsIntro:
    "模拟服务中，下列每个集群都处于升级的某种状态，包括其升级流程、检查、快照和升级任务。请求在其中启动的任务用时五秒，并会改变状态。项目可任意填写。",
  clusterId: "集群 ID",
  response: "响应",
  whatHappens: "场景",
  switchLabel: "语言",
};

export const words: Readonly<Record<Language["code"], Words>> = { en: english, zh: chinese };
