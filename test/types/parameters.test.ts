import type {
  CallOptions,
  CceCall,
  CceClient,
  CceClientOptions,
  CceResponse,
  components,
  Credentials,
  KnownWorkFlowPhase,
  ResponseHeaders,
  UpgradeWorkFlow,
  UpgradeWorkFlowUpdateParams,
  WorkFlowPhase,
  WorkFlowStatus,
} from "../../src/index.js";
import { cancelUpgradeWorkflow, createCceClient, isCceApiError, waitForUpgradeWorkflow } from "../../src/index.js";

type IsAny<T> = 0 extends 1 & T ? true : false;

/** Whether each of two types can stand for the other; `any` can stand for nothing here. */
type Equal<A, B> = true extends IsAny<A> | IsAny<B> ? false : [A, B] extends [B, A] ? true : false;

/** Takes the type of each claim with `true` for its value: the compiler fails on a claim that is `false`. */
function expectAll(claims: readonly boolean[]): void {
  expect(claims).not.toContain(false);
}

const ids = { cluster_id: "c", upgrade_workflow_id: "w" };
const body = { status: { phase: "Cancel" } } as const;

/** The helpers take an ID or a workflow that was read. */
function helperCalls(cce: CceClient, workflow: UpgradeWorkFlow): unknown[] {
  const { cluster_id } = ids;
  return [
    cancelUpgradeWorkflow(cce, ids),
    cancelUpgradeWorkflow(cce, { cluster_id, workflow }),
    cancelUpgradeWorkflow(cce, { project_id: "p", cluster_id, workflow }),
    waitForUpgradeWorkflow(cce, ids),
    waitForUpgradeWorkflow(cce, { cluster_id, workflow }),

    // @ts-expect-error -- neither an ID nor a workflow
    cancelUpgradeWorkflow(cce, { cluster_id }),
    // @ts-expect-error A target names a workflow in one way only.
    cancelUpgradeWorkflow(cce, { ...ids, workflow }),
    // @ts-expect-error -- a workflow that may not have been found
    waitForUpgradeWorkflow(cce, { cluster_id, workflow: [workflow].at(0) }),
    // @ts-expect-error -- an ID for a workflow
    waitForUpgradeWorkflow(cce, { cluster_id, workflow: "w" }),
  ];
}

/** What does and does not compile is the test: the compiler fails on an expected error that does not come. */
function calls(cce: CceClient, unknownKey: string): unknown[] {
  const { signal } = new AbortController();
  return [
    cce.upgradeWorkFlowUpdate({ ...ids, body }),
    cce.upgradeWorkFlowUpdate({ ...ids, project_id: "p", body: { status: { phase: "Cancel" } } }),
    cce.upgradeWorkFlowUpdate({ ...ids, project_id: undefined, body }),
    cce.upgradeWorkFlowUpdate({ ...ids, body }, {}),
    cce.upgradeWorkFlowUpdate({ ...ids, body }, { signal, headers: { "x-a": "1" }, timeoutMs: 1, totalTimeoutMs: 1 }),
    cce.upgradeWorkFlowUpdate({ ...ids, body }, { maxAttempts: 1, signal: undefined }),

    // @ts-expect-error -- a phase that cannot be asked for
    cce.upgradeWorkFlowUpdate({ ...ids, body: { status: { phase: "Pending" } } }),
    // @ts-expect-error -- a phase in other letters
    cce.upgradeWorkFlowUpdate({ ...ids, body: { status: { phase: "cancel" } } }),
    // @ts-expect-error -- any text for a phase
    cce.upgradeWorkFlowUpdate({ ...ids, body: { status: { phase: unknownKey } } }),
    // @ts-expect-error -- a status without its phase
    cce.upgradeWorkFlowUpdate({ ...ids, body: { status: {} } }),
    // @ts-expect-error -- an empty body
    cce.upgradeWorkFlowUpdate({ ...ids, body: {} }),
    // @ts-expect-error -- no body
    cce.upgradeWorkFlowUpdate(ids),
    // @ts-expect-error -- a body that is undefined
    cce.upgradeWorkFlowUpdate({ ...ids, body: undefined }),
    // @ts-expect-error -- something in the body that the spec does not know
    cce.upgradeWorkFlowUpdate({ ...ids, body: { status: { phase: "Cancel", force: true } } }),
    // @ts-expect-error -- a parameter that is missing
    cce.upgradeWorkFlowUpdate({ cluster_id: "c", body }),
    // @ts-expect-error -- a parameter that is misspelt
    cce.upgradeWorkFlowUpdate({ clusterId: "c", upgrade_workflow_id: "w", body }),
    // @ts-expect-error -- a parameter too many
    cce.upgradeWorkFlowUpdate({ ...ids, region: "cn-north-4", body }),
    // @ts-expect-error -- a parameter of another type
    cce.upgradeWorkFlowUpdate({ ...ids, cluster_id: 7, body }),
    // @ts-expect-error -- no parameters
    cce.upgradeWorkFlowUpdate(),
    // @ts-expect-error -- an option that is misspelt
    cce.upgradeWorkFlowUpdate({ ...ids, body }, { timeout: 1 }),
    // @ts-expect-error -- an option of the client
    cce.upgradeWorkFlowUpdate({ ...ids, body }, { region: "cn-north-4" }),
    // @ts-expect-error -- an operation the spec does not have
    cce.cancelUpgrade,
  ];
}

function clients(token: string): unknown[] {
  const credentials = { token };
  return [
    () => createCceClient({ region: "cn-north-4", credentials }),
    () => createCceClient({ endpoint: "https://x", credentials: () => Promise.resolve(credentials), projectId: "p" }),
    () =>
      createCceClient({ region: "cn-north-4", credentials: { accessKey: "a", secretKey: "s", securityToken: "t" } }),
    () => createCceClient({ region: "cn-north-4", credentials: { token: () => token } }),
    () => createCceClient({ region: "cn-north-4", credentials, fetch }),
    // @ts-expect-error -- no credentials
    () => createCceClient({ region: "cn-north-4" }),
    // @ts-expect-error -- neither region nor endpoint
    () => createCceClient({ projectId: "p", credentials }),
    () => createCceClient({ region: "cn-north-4", endpoint: "https://x", credentials }),
    // @ts-expect-error -- an access key without its secret
    () => createCceClient({ region: "cn-north-4", credentials: { accessKey: "a" } }),
    // @ts-expect-error -- an option that is misspelt
    () => createCceClient({ region: "cn-north-4", credentials, timeoutMS: 1 }),
    // @ts-expect-error -- a number as text
    () => createCceClient({ region: "cn-north-4", credentials, timeoutMs: "1" }),
  ];
}

describe("the types", () => {
  it("let through what the spec allows, and nothing else", () => {
    expect([calls, helperCalls, clients].every((each) => typeof each === "function")).toBe(true);
  });

  it("give a workflow whose phase is one of five, one that is not documented, or missing", () => {
    type Phase = NonNullable<UpgradeWorkFlow["status"]>["phase"];
    expectAll([true, true] satisfies [
      Equal<Phase, WorkFlowPhase | undefined>,
      Equal<KnownWorkFlowPhase, "Init" | "Running" | "Pending" | "Success" | "Cancel">,
    ]);
    const read = (workflow: UpgradeWorkFlow) => workflow.status?.phase;
    expectAll([true] satisfies [Equal<ReturnType<typeof read>, WorkFlowPhase | undefined>]);
    expect(read({})).toBeUndefined();
    expect(read({ status: { phase: "Paused" } }) === "Paused").toBe(true);
  });

  it("leave every list of values in a response open, also one inside of an object", () => {
    const compare = ({ kind, status }: UpgradeWorkFlow) =>
      kind === "Task" || status?.pointStatuses?.some((task) => task.status === "Skipped" || task.taskType === "Drain");
    expect(compare({ kind: "Task" })).toBe(true);
  });

  it("keep a schema as an interface under its own name", () => {
    interface Own extends UpgradeWorkFlow {
      readonly seenAt: Date;
    }
    expectAll([true, true] satisfies [
      Equal<components["schemas"]["UpgradeWorkFlow"], UpgradeWorkFlow>,
      Equal<Own["status"], WorkFlowStatus | undefined>,
    ]);
    expect(({ seenAt: new Date(0) } satisfies Own).seenAt.getTime()).toBe(0);
  });

  it("give a call the type of its answer", () => {
    type Call = ReturnType<CceClient["upgradeWorkFlowUpdate"]>;
    expectAll([true, true, true, true, true] satisfies [
      Equal<Call, CceCall<UpgradeWorkFlow>>,
      Equal<Awaited<Call>, UpgradeWorkFlow>,
      Equal<Awaited<ReturnType<Call["withResponse"]>>, CceResponse<UpgradeWorkFlow>>,
      Equal<CceResponse<UpgradeWorkFlow>["headers"], ResponseHeaders>,
      Equal<CceResponse<UpgradeWorkFlow>["requestId"], string | undefined>,
    ]);
  });

  it("give a call its parameters and options", () => {
    type Arguments = Parameters<CceClient["upgradeWorkFlowUpdate"]>;
    expectAll([true, true, true, true, true, true, true] satisfies [
      Equal<Arguments[0], UpgradeWorkFlowUpdateParams>,
      Equal<Arguments[1], CallOptions | undefined>,
      Equal<keyof CallOptions, "signal" | "headers" | "timeoutMs" | "totalTimeoutMs" | "maxAttempts">,
      Equal<CallOptions["signal"], AbortSignal | undefined>,
      Equal<CallOptions["timeoutMs"], number | undefined>,
      Equal<CallOptions["headers"], Readonly<Record<string, string>> | undefined>,
      Equal<CceClientOptions["credentials"], Credentials | (() => Promise<Credentials>)>,
    ]);
  });

  it("narrow an unknown error", () => {
    const statusOf = (error: unknown) => (isCceApiError(error) ? error.status : undefined);
    expectAll([true] satisfies [Equal<ReturnType<typeof statusOf>, number | undefined>]);
    const bodyOf = (error: unknown) => (isCceApiError(error) ? error.body : undefined);
    expectAll([true] satisfies [Equal<ReturnType<typeof bodyOf>, unknown>]);
    expect([statusOf(new Error("x")), bodyOf(null)]).toEqual([undefined, undefined]);
  });
});
