import { CceConfigError } from "../base/errors.js";
import { chooseResponse } from "./engine/engine.js";
import type { DeclaredResponse } from "./engine/http.js";
import { isScenarioName, mockScenarios, type ScenarioName } from "./service/scenarios.js";

/** What goes wrong on the way of a request or its answer. */
export interface Faults {
  /** How long the answer is held back, in milliseconds; the request has been processed by then. Default 0. */
  readonly delayMs?: number;
  /** Ends the connection without an answer, before or after the request has taken effect. */
  readonly drop?: "beforeProcessing" | "afterProcessing";
  /** Sends this many bytes of the body and ends the connection. At least one byte is left out. */
  readonly truncateBodyAtBytes?: number;
  /** Sends the answer under another media type. */
  readonly contentType?: string;
  /** Headers to add to the answer or to replace in it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer to give in place of the usual one. */
export interface PlannedAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** Name of an example of the document; default the first of the status. Not together with `body`. */
  readonly example?: string;
  /** The body, for an answer that is not of the document; a string goes out as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** What happens to one request. */
export interface PlanStep extends Faults {
  /** `normally` (the default), a scenario, or any answer; given to requests that the document allows. */
  readonly answer?: "normally" | ScenarioName | PlannedAnswer;
}

const stepNames: ReadonlySet<string> = new Set([
  "answer",
  "delayMs",
  "drop",
  "truncateBodyAtBytes",
  "contentType",
  "headers",
] satisfies (keyof PlanStep)[]);

/** What a timer of the runtime takes, in milliseconds. */
const maxDelayMs = 2_147_483_647;

function isCount(value: unknown, max: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max;
}

function isHeaders(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(
    ([name, text]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === "string" && /^[\t\x20-\x7e]*$/.test(text),
  );
}

function problemOfAnswer(answer: unknown, responses: readonly DeclaredResponse[]): string | undefined {
  if (answer === undefined || answer === "normally") return undefined;
  if (typeof answer === "string") {
    if (isScenarioName(answer)) return undefined;
    return `There is no scenario ${answer}. There are: ${mockScenarios.map(({ name }) => name).join(", ")}`;
  }
  const { status, example, body } = (typeof answer === "object" ? answer : {}) as Partial<PlannedAnswer>;
  if (!isCount(status, 599) || Number(status) < 200) return "An answer has a status from 200 to 599";
  if (body !== undefined) return example === undefined ? undefined : "An answer has a body or an example, not both";
  const choice = chooseResponse(String(status), example, responses);
  return typeof choice === "string" ? choice : undefined;
}

function problemOfStep(step: unknown, responses: readonly DeclaredResponse[]): readonly [string, string] | undefined {
  if (typeof step !== "object" || step === null) return ["", "A step is an object"];
  const unknown = Object.keys(step).find((name) => !stepNames.has(name));
  if (unknown !== undefined) return [unknown, `There is no ${unknown}. There are: ${[...stepNames].join(", ")}`];
  const { answer, delayMs, drop, truncateBodyAtBytes, contentType, headers } = step as Readonly<
    Record<string, unknown>
  >;
  if (delayMs !== undefined && !isCount(delayMs, maxDelayMs)) {
    return ["delayMs", `delayMs is a whole number of milliseconds from 0 to ${maxDelayMs}`];
  }
  if (drop !== undefined && drop !== "beforeProcessing" && drop !== "afterProcessing") {
    return ["drop", "drop is beforeProcessing or afterProcessing"];
  }
  if (truncateBodyAtBytes !== undefined && !isCount(truncateBodyAtBytes, Number.MAX_SAFE_INTEGER)) {
    return ["truncateBodyAtBytes", "truncateBodyAtBytes is a whole number of bytes"];
  }
  if (!isHeaders({ "content-type": contentType ?? "" })) return ["contentType", "contentType is a media type"];
  if (!isHeaders(headers ?? {})) return ["headers", "headers are names with texts of visible ASCII characters"];
  const problem = problemOfAnswer(answer, responses);
  return problem === undefined ? undefined : ["answer", problem];
}

/**
 * Checks a step that may come from JavaScript or from a header.
 *
 * @throws {@link CceConfigError} with `path` and the name at fault.
 */
export function checkStep(
  path: string,
  step: unknown,
  responses: readonly DeclaredResponse[],
): asserts step is PlanStep {
  const problem = problemOfStep(step, responses);
  if (problem) throw new CceConfigError([path, problem[0]].filter(Boolean).join("."), `${problem[1]}.`);
}

/** A number where the text is one, else the text, which the check of the step then refuses. */
function numberOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/**
 * The step that a request asks for in its `Prefer` header: `code`, `example`, `scenario` and the names of the faults.
 * What is not of the mock is not looked at, as the RFC says.
 *
 * @throws {@link CceConfigError} when there is no such thing; the message tells which there are.
 */
export function stepOfPreferences(
  preferences: ReadonlyMap<string, string>,
  responses: readonly DeclaredResponse[],
): PlanStep {
  const code = preferences.get("code");
  const example = preferences.get("example");
  const scenario = preferences.get("scenario");
  const step: Record<string, unknown> = {};
  if (scenario !== undefined) {
    if (code !== undefined || example !== undefined) {
      throw new CceConfigError("Prefer", "Prefer names a scenario or a code and an example, not both.");
    }
    step["answer"] = scenario;
  } else if (code !== undefined || example !== undefined) {
    const choice = chooseResponse(code, example, responses);
    if (typeof choice === "string") throw new CceConfigError("Prefer", `${choice}.`);
    step["answer"] = { status: choice.code, ...(example === undefined ? {} : { example }) };
  }
  for (const name of ["delayMs", "drop", "truncateBodyAtBytes", "contentType"]) {
    const value = preferences.get(name.toLowerCase());
    if (value !== undefined)
      step[name] = name === "delayMs" || name === "truncateBodyAtBytes" ? numberOf(value) : value;
  }
  checkStep("Prefer", step, responses);
  return step;
}
