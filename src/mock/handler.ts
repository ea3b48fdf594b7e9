import { isCceConfigError } from "../base/errors.js";
import { chooseResponse, noSuchOperation, type Engine, type MatchedOperation } from "./engine/engine.js";
import { gatewayError, jsonResponse, type MockRequest, type MockResponse } from "./engine/http.js";
import { deliver } from "./faults.js";
import type { RequestLog } from "./log.js";
import { stepFromPrefer, type Faults, type PlannedResponse, type PlanStep } from "./plan.js";
import { parsePrefer } from "./prefer.js";
import { encodeResponse, type Handler } from "./server.js";
import type { UpgradeService } from "./service/service.js";
import type { SignatureCheck } from "./signatures.js";

/** What a mock is made of. */
export interface HandlerParts {
  readonly engine: Engine;
  readonly service: UpgradeService;
  readonly signatures: SignatureCheck | undefined;
  readonly log: RequestLog;
  /** Takes the next step of the plan; an empty one if there is none. */
  readonly takeStep: () => PlanStep;
  readonly now: () => Date;
  /** Ends delays when the mock closes. */
  readonly signal: AbortSignal;
}

/** A mistake in using the mock, with a code that the service does not have. */
function misuse(message: string, requestId: string): MockResponse {
  return gatewayError(400, "MOCK.0001", message, requestId);
}

function mockFailure(error: unknown, requestId: string): MockResponse {
  const reason = error instanceof Error ? error.message : String(error);
  return gatewayError(500, "APIGW.0601", `The mock failed: ${reason}`, requestId);
}

/** Lets a browser of any origin send any request. */
function preflight({ headers }: MockRequest): MockResponse {
  return {
    status: 204,
    headers: {
      "access-control-allow-methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
      "access-control-allow-headers": headers["access-control-request-headers"] ?? "*",
      vary: "Access-Control-Request-Headers",
    },
    body: undefined,
  };
}

function respondAsPlanned(
  planned: PlannedResponse,
  operation: MatchedOperation,
  request: MockRequest,
): MockResponse | Promise<MockResponse> {
  const { status, example, body } = planned;
  if (typeof body === "string") return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
  if (body !== undefined) return jsonResponse(status, body);
  const choice = chooseResponse(String(status), example, operation.responses);
  return typeof choice === "string" ? misuse(`${choice}.`, request.requestId) : operation.respond(request, choice);
}

/** Checks the credentials first, then the request, then the state of the cluster, as gateway and service do. */
async function respond(
  parts: HandlerParts,
  operation: MatchedOperation,
  request: MockRequest,
  { response = "normal" }: PlanStep,
): Promise<MockResponse> {
  const refusal = parts.signatures?.refuse(request);
  if (refusal) return refusal;
  const example = await operation.respond(request, {});
  if (example.refusal !== undefined) return example;
  if (response === "normal") return (await parts.service.respond(operation, request)) ?? example;
  if (typeof response === "string") return parts.service.playScenario(response, operation, request);
  return respondAsPlanned(response, operation, request);
}

/** Follows the plan or, where that is silent, the request's `Prefer` header. No response means a dropped connection. */
async function followPlan(
  parts: HandlerParts,
  operation: MatchedOperation,
  request: MockRequest,
): Promise<readonly [MockResponse | undefined, Faults]> {
  const planned = parts.takeStep();
  let step: PlanStep;
  try {
    step = { ...stepFromPrefer(parsePrefer(request.headers["prefer"]), operation.responses), ...planned };
  } catch (error) {
    if (isCceConfigError(error)) return [misuse(error.message, request.requestId), {}];
    throw error;
  }
  if (step.drop === "beforeProcessing") return [undefined, step];
  const response = await respond(parts, operation, request, step);
  return [step.drop === "afterProcessing" ? undefined : response, step];
}

/** Makes the handler of a mock. */
export function createHandler(parts: HandlerParts): Handler {
  return async (request, outgoing) => {
    const { requestId } = request;
    const operation = parts.engine.match(request.method, request.path);
    outgoing.setHeader("Date", parts.now().toUTCString());
    if (request.method === "options" && (!operation || "access-control-request-method" in request.headers)) {
      await deliver(outgoing, encodeResponse(preflight(request), requestId), {}, parts.signal);
      return;
    }
    const recordResponse = parts.log.add(request, operation?.operationId);
    const [response, faults] = operation
      ? await followPlan(parts, operation, request).catch(
          (error: unknown) => [mockFailure(error, requestId), {}] as const,
        )
      : ([noSuchOperation(requestId), {}] as const);
    const encoded = response && encodeResponse(response, requestId);
    recordResponse(encoded, response?.refusal);
    await deliver(outgoing, encoded, faults, parts.signal);
  };
}
