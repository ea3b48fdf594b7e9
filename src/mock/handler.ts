import { isCceConfigError } from "../base/errors.js";
import { chooseResponse, noSuchOperation, type Engine, type MatchedOperation } from "./engine/engine.js";
import { deliver, disguise } from "./faults.js";
import { gatewayError, jsonAnswer, type Answer, type Call } from "./engine/http.js";
import { stepOfPreferences, type PlannedAnswer, type PlanStep } from "./plan.js";
import { parsePrefer } from "./prefer.js";
import type { RequestLog } from "./log.js";
import { wireAnswer, type Handler } from "./server.js";
import type { SignatureCheck } from "./signatures.js";
import type { WorkflowService } from "./service/service.js";

/** What a mock is made of. */
export interface HandlerParts {
  readonly engine: Engine;
  readonly service: WorkflowService;
  readonly signatures: SignatureCheck | undefined;
  readonly log: RequestLog;
  /** Takes the next step of the plan; an empty one where there is none. */
  readonly takeStep: () => PlanStep;
  readonly now: () => Date;
  /** Ends the waiting when the mock closes. */
  readonly signal: AbortSignal;
}

/** A mistake in the use of the mock, told in a code that the service does not have. */
function misuse(message: string, requestId: string): Answer {
  return gatewayError(400, "MOCK.0001", message, requestId);
}

function answerPlanned(planned: PlannedAnswer, operation: MatchedOperation, call: Call): Answer | Promise<Answer> {
  const { status, example, body } = planned;
  if (typeof body === "string") return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
  if (body !== undefined) return jsonAnswer(status, body);
  const choice = chooseResponse(String(status), example, operation.responses);
  return typeof choice === "string" ? misuse(`${choice}.`, call.requestId) : operation.answer(call, choice);
}

/** What the gateway and the service say: first of the credentials, then of the request, then of the workflow. */
async function processCall(
  parts: HandlerParts,
  operation: MatchedOperation,
  call: Call,
  step: PlanStep,
): Promise<Answer> {
  const refusal = parts.signatures?.refuse(call);
  if (refusal) return refusal;
  const example = await operation.answer(call, {});
  if (example.refused) return example;
  const { answer = "normally" } = step;
  if (answer === "normally") return (await parts.service.answer(operation, call)) ?? example;
  if (typeof answer === "string") return parts.service.answerScenario(answer, operation, call);
  return answerPlanned(answer, operation, call);
}

/** The step for a request: what its `Prefer` asks for, and over it what the plan says. */
function stepFor(parts: HandlerParts, operation: MatchedOperation, call: Call): PlanStep | Answer {
  const planned = parts.takeStep();
  try {
    return { ...stepOfPreferences(parsePrefer(call.headers["prefer"]), operation.responses), ...planned };
  } catch (error) {
    if (isCceConfigError(error)) return misuse(error.message, call.requestId);
    throw error;
  }
}

/** Makes the handler of a mock. */
export function createHandler(parts: HandlerParts): Handler {
  return async (call, response) => {
    const operation = parts.engine.match(call.method, call.path);
    const recordAnswer = parts.log.add(call, operation?.operationId);
    const step = operation ? stepFor(parts, operation, call) : noSuchOperation(call.requestId);
    let answer: Answer | undefined;
    if ("status" in step) answer = step;
    else if (operation && step.drop !== "beforeProcessing") {
      answer = disguise(await processCall(parts, operation, call, step), step);
      if (step.drop === "afterProcessing") answer = undefined;
    }
    const sent = answer && wireAnswer(answer, call.requestId);
    if (sent) recordAnswer(sent.status, sent.headers["x-request-id"]);
    response.setHeader("Date", parts.now().toUTCString());
    await deliver(response, sent, "status" in step ? {} : step, parts.signal);
  };
}
