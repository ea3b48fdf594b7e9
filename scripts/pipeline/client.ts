import {
  type OpenApiDocument,
  type OpenApiMedia,
  type OpenApiParameter,
  type OpenApiSchema,
  operationsOf,
  type PlacedOperation,
  resolve,
  type Spec,
} from "./openapi.js";
import { banner } from "./project.js";
import { forReaders, forTypes } from "./prepare.js";

/** The parts of the file that do not depend on the spec: the shape of what follows. */
const vocabulary = `/** Where a parameter goes in the request; a question mark says that a call may leave it out. */
export type ParameterPlace = "path" | "query" | "query?" | "header" | "header?";

/** What a successful answer carries. */
export type AnswerKind = "object" | "array" | "any" | "none";

/** What the runtime needs to know of an operation to send it. */
export interface OperationDescriptor {
  readonly method: string;
  readonly path: string;
  /** The parameters by name. */
  readonly params: Readonly<Record<string, ParameterPlace>>;
  /** Parameters that default to an option of the client, with the name of the option. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Whether the operation takes a body, and whether a call may leave it out. */
  readonly body?: "body" | "body?";
  /** The statuses that mean success, with what the answer carries. */
  readonly success: Readonly<Record<number, AnswerKind>>;
  /** Whether the request may be sent again: when it is known not to have been processed, and when that is unknown. */
  readonly retry: { readonly unprocessed: boolean; readonly unknown: boolean };
  /** The IAM actions the caller needs. */
  readonly iamActions?: readonly string[];
}

/** A base address of the API, with the values its variables may take. */
export interface ServerDescriptor {
  readonly url: string;
  readonly variables: Readonly<Record<string, readonly string[]>>;
}
`;

function pascal(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}

/** The name of the type of an operation's parameters. */
export function paramsTypeName(operationId: string): string {
  return `${pascal(operationId)}Params`;
}

/**
 * A doc comment at an indent; nothing where there is nothing to say. Without tags such as `@see` and `{@link}`: a compiler
 * takes apart the comments that have them, which costs it more than the types.
 */
function docComment(indent: string, parts: readonly (string | undefined)[]): string {
  const text = parts
    .filter((part): part is string => part !== undefined && part.trim() !== "")
    .map((part) => part.trim())
    .join("\n\n")
    .replaceAll("*/", "*\\/");
  if (text === "") return "";
  const lines = text.split("\n");
  if (lines.length === 1) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** A property name, quoted only where TypeScript needs it. */
function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function isOptional(parameter: OpenApiParameter): boolean {
  return parameter.required !== true || parameter["x-cce-default"] !== undefined;
}

/** The type of a parameter that operations share, where it is one. */
function sharedParameterType({ components }: OpenApiDocument, parameter: OpenApiParameter): string | undefined {
  const [name] = Object.entries(components?.parameters ?? {}).find(([, shared]) => shared === parameter) ?? [];
  return name && `components["parameters"][${JSON.stringify(name)}]`;
}

function parameterType(operationType: string, { in: place, name }: OpenApiParameter): string {
  const group = `${operationType}["parameters"][${JSON.stringify(place)}]`;
  return `${place === "path" ? group : `NonNullable<${group}>`}[${JSON.stringify(name)}]`;
}

function renderParams(document: OpenApiDocument, { operation, parameters }: PlacedOperation, id: string): string {
  const type = `operations[${JSON.stringify(id)}]`;
  const fields = parameters.map((parameter) => {
    const fallback = parameter["x-cce-default"];
    const at = sharedParameterType(document, parameter) ?? parameterType(type, parameter);
    return (
      docComment("  ", [parameter.description, fallback && `Default: the client's \`${fallback}\`.`]) +
      `  ${property(parameter.name)}${isOptional(parameter) ? "?" : ""}: ${at}${isOptional(parameter) ? " | undefined" : ""};\n`
    );
  });
  if (operation.requestBody !== undefined) {
    const body = resolve(document, operation.requestBody);
    const optional = body.required !== true;
    fields.push(
      docComment("  ", [body.description]) +
        `  body${optional ? "?" : ""}: ${contentType(body.content["application/json"], `NonNullable<${type}["requestBody"]>`)}${optional ? " | undefined" : ""};\n`,
    );
  }
  return `/** What \`${id}\` takes. */\nexport interface ${paramsTypeName(id)} {\n${fields.join("")}}\n`;
}

/** The declared statuses of success; `2XX` stands for any and is not among them. */
function successStatuses({ operation }: PlacedOperation): string[] {
  return Object.keys(operation.responses).filter((status) => /^2\d\d$/.test(status));
}

function jsonMedia(document: OpenApiDocument, placed: PlacedOperation, status: string): OpenApiMedia | undefined {
  const response = placed.operation.responses[status];
  return response && resolve(document, response).content?.["application/json"];
}

function answerKind(document: OpenApiDocument, placed: PlacedOperation, status: string): string {
  const media = jsonMedia(document, placed, status);
  if (media === undefined) return "none";
  let schema: OpenApiSchema = resolve<OpenApiSchema>(document, media.schema ?? {});
  while (schema.type === undefined && schema.allOf?.[0] !== undefined) schema = resolve(document, schema.allOf[0]);
  if (schema.type === "array") return "array";
  return schema.type === "object" || schema.properties !== undefined ? "object" : "any";
}

/** The type of a media type's content: by the name of its schema where it has one, else by where it stands. */
function contentType(media: OpenApiMedia | undefined, place: string): string {
  const schema = media?.schema;
  const name = schema && "$ref" in schema ? /^#\/components\/schemas\/([^/]+)$/.exec(schema.$ref)?.[1] : undefined;
  return name === undefined
    ? `${place}["content"]["application/json"]`
    : `components["schemas"][${JSON.stringify(name)}]`;
}

function renderSignature(document: OpenApiDocument, placed: PlacedOperation, id: string): string {
  const { operation, parameters } = placed;
  const answers = successStatuses(placed).map((status) => {
    const media = jsonMedia(document, placed, status);
    return media ? contentType(media, `operations[${JSON.stringify(id)}]["responses"][${status}]`) : "undefined";
  });
  const needsArgument =
    parameters.some((parameter) => !isOptional(parameter)) ||
    (operation.requestBody !== undefined && resolve(document, operation.requestBody).required === true);
  const link = operation.externalDocs && `See ${operation.externalDocs.url}`;
  return (
    docComment("  ", [operation.summary && `${operation.summary}.`, operation.description, link]) +
    `  ${id}(params${needsArgument ? "" : "?"}: ${paramsTypeName(id)}): ${[...new Set(answers)].join(" | ")};\n`
  );
}

function renderDescriptor(document: OpenApiDocument, placed: PlacedOperation, id: string): string {
  const { path, method, operation, parameters } = placed;
  const body = operation.requestBody && resolve(document, operation.requestBody);
  const defaults = parameters.flatMap((parameter) => {
    const option = parameter["x-cce-default"];
    return option === undefined ? [] : [[parameter.name, option] as const];
  });
  const retry = operation["x-cce-retry"] ?? { unprocessed: false, unknown: false };
  const fields: [string, unknown][] = [
    ["method", method.toUpperCase()],
    ["path", path],
    [
      "params",
      Object.fromEntries(
        parameters.map((parameter) => [
          parameter.name,
          parameter.in === "path" || parameter.required === true ? parameter.in : `${parameter.in}?`,
        ]),
      ),
    ],
    ["defaults", defaults.length > 0 ? Object.fromEntries(defaults) : undefined],
    ["body", body && (body.required === true ? "body" : "body?")],
    [
      "success",
      Object.fromEntries(successStatuses(placed).map((status) => [status, answerKind(document, placed, status)])),
    ],
    ["retry", { unprocessed: retry.unprocessed, unknown: retry.unknown }],
    ["iamActions", operation["x-cce-iam-actions"]],
  ];
  return `${id} ${JSON.stringify(Object.fromEntries(fields))}\n`;
}

/** Text as it stands between the backquotes of a template literal. */
function quoted(text: string): string {
  return text.replace(/[`\\]|\$\{/g, "\\$&");
}

/** A name for each schema, so that users write `Metadata` and not `components["schemas"]["Metadata"]`. */
function renderSchemaNames(document: OpenApiDocument): string {
  const taken =
    /^(components|operations|descriptors|servers|Operations|AnswerKind|ParameterPlace|\w+Descriptor|\w+Params)$/;
  return Object.entries(document.components?.schemas ?? {})
    .filter(([name]) => /^[A-Za-z_$][\w$]*$/.test(name) && !taken.test(name))
    .map(
      ([name, { description }]) =>
        `${docComment("", [description])}export type ${name} = components["schemas"][${JSON.stringify(name)}];\n`,
    )
    .join("");
}

function renderServers(document: OpenApiDocument): string {
  const servers = (document.servers ?? []).map(({ url, variables = {} }) => ({
    url,
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, variable]) => [name, variable.enum ?? [variable.default]]),
    ),
  }));
  return servers.map((server) => `  ${JSON.stringify(server)},\n`).join("");
}

/**
 * The source of `generated/client.gen.ts`: for each operation the type of its parameters, its signature with the spec's
 * text, and its descriptor; and the servers. Knows no operation.
 */
export function renderClient({ document: source, hash }: Spec): string {
  const document = forReaders(source);
  const placed = operationsOf(document).map((operation) => ({
    operation,
    id: operation.operation.operationId ?? "",
  }));
  const params = placed.map(({ operation, id }) => renderParams(document, operation, id));
  const signatures = placed.map(({ operation, id }) => renderSignature(document, operation, id));
  const descriptors = placed.map(({ operation, id }) => renderDescriptor(document, operation, id));
  const texts = [
    vocabulary,
    renderSchemaNames(forTypes(source)),
    ...params,
    `/** The operations of the API: what each takes and what its answer carries. */\nexport interface Operations {\n${signatures.join("\n")}}\n`,
    `/**
 * How each operation is sent: a line for each, its name and its \`OperationDescriptor\` as JSON. As text, so that
 * operations that nobody calls cost next to nothing.
 */
export const operationTable: string = \`
${quoted(descriptors.join(""))}\`;
`,
    `/** The base addresses of the API. */\nexport const servers: readonly ServerDescriptor[] = [\n${renderServers(document)}];\n`,
  ];
  // A compiler that reads the client need not read the types of all operations, unless one has some that are its own.
  const modules = { components: "types", operations: "operations" };
  const imports = Object.entries(modules)
    .filter(([name]) => texts.some((text) => text.includes(`${name}["`)))
    .map(([name, module]) => `import type { ${name} } from "./${module}.gen.js";\n`);
  return [`${banner(hash)}\n${imports.join("")}`, ...texts].join("\n");
}
