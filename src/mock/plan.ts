import { longestTimerMs } from "../base/clock.js";
import { CceConfigError } from "../base/errors.js";
import { isHeaderName } from "../base/headers.js";
import { chooseResponse } from "./engine/engine.js";
import type { DeclaredResponse } from "./engine/http.js";
import { isScenarioName, mockScenarios, type ScenarioName } from "./service/scenarios.js";

/** What goes wrong between client and service. */
export interface Faults {
  /** Delays the response by so many milliseconds; the request takes effect before that. Default 0. */
  readonly delayMs?: number;
  /** Drops the connection without a response, before or after the request has taken effect. */
  readonly drop?: "beforeProcessing" | "afterProcessing";
  /** Sends this many bytes of the body and drops the connection. At least one byte is left out. */
  readonly truncateBodyAtBytes?: number;
  /** Sends the response with another media type. */
  readonly contentType?: string;
  /** Headers to add to the response or to replace in it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A response to send instead of the usual one. */
export interface PlannedResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Name of an example of the document; default the first of the status. Not together with `body`. */
  readonly example?: string;
  /** A body that is not in the document: a string is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
}

/** What happens to one request. */
export interface PlanStep extends Faults {
  /** `normal` (the default), a scenario, or any response. Requests that break the document are refused regardless. */
  readonly response?: "normal" | ScenarioName | PlannedResponse;
}

const stepNames: ReadonlySet<string> = new Set([
  "response",
  "delayMs",
  "drop",
  "truncateBodyAtBytes",
  "contentType",
  "headers",
] satisfies (keyof PlanStep)[]);

function isCount(value: unknown, max: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max;
}

function isHeaders(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(
    ([name, text]) => isHeaderName(name) && typeof text === "string" && /^[\t\x20-\x7e]*$/.test(text),
  );
}

function problemOfResponse(response: unknown, declared: readonly DeclaredResponse[]): string | undefined {
  if (response === undefined || response === "normal") return undefined;
  if (typeof response === "string") {
    if (isScenarioName(response)) return undefined;
    return `There is no scenario ${response}. There are: ${mockScenarios.map(({ name }) => name).join(", ")}`;
  }
  const { status, example, body } = (typeof response === "object" ? response : {}) as Partial<PlannedResponse>;
  if (!isCount(status, 599) || Number(status) < 200) return "A response has a status from 200 to 599";
  if (body !== undefined) return example === undefined ? undefined : "A response has a body or an example, not both";
  const choice = chooseResponse(String(status), example, declared);
  return typeof choice === "string" ? choice : undefined;
}

function problemOfStep(step: unknown, declared: readonly DeclaredResponse[]): readonly [string, string] | undefined {
  if (typeof step !== "object" || step === null) return ["", "A step is an object"];
  const unknown = Object.keys(step).find((name) => !stepNames.has(name));
  if (unknown !== undefined) return [unknown, `There is no ${unknown}. There are: ${[...stepNames].join(", ")}`];
  const { response, delayMs, drop, truncateBodyAtBytes, contentType, headers } = step as Readonly<
    Record<string, unknown>
  >;
  if (delayMs !== undefined && !isCount(delayMs, longestTimerMs)) {
    return ["delayMs", `delayMs is a whole number of milliseconds from 0 to ${longestTimerMs}`];
  }
  if (drop !== undefined && drop !== "beforeProcessing" && drop !== "afterProcessing") {
    return ["drop", "drop is beforeProcessing or afterProcessing"];
  }
  if (truncateBodyAtBytes !== undefined && !isCount(truncateBodyAtBytes, Number.MAX_SAFE_INTEGER)) {
    return ["truncateBodyAtBytes", "truncateBodyAtBytes is a whole number of bytes"];
  }
  if (!isHeaders({ "content-type": contentType ?? "" })) return ["contentType", "contentType is a media type"];
  if (!isHeaders(headers ?? {})) return ["headers", "headers have valid names and values of visible ASCII characters"];
  const problem = problemOfResponse(response, declared);
  return problem === undefined ? undefined : ["response", problem];
}

/**
 * Checks a step that may come from JavaScript or from a header.
 *
 * @throws {@link CceConfigError} that names the place of the fault, below `path`.
 */
export function checkStep(
  path: string,
  step: unknown,
  declared: readonly DeclaredResponse[],
): asserts step is PlanStep {
  const problem = problemOfStep(step, declared);
  if (problem) throw new CceConfigError([path, problem[0]].filter(Boolean).join("."), `${problem[1]}.`);
}

/** The number in a text; any other text unchanged, for the check of the step to refuse. */
function numberIn(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/**
 * The step a request asks for in its `Prefer` header: `code`, `example`, `scenario` and the names of the faults. Other
 * preferences are ignored, as the RFC says; so is Prism's `dynamic=true`, which asks for random values.
 *
 * @throws {@link CceConfigError} when a value is invalid; the message lists the valid ones.
 */
export function stepFromPrefer(
  preferences: ReadonlyMap<string, string>,
  declared: readonly DeclaredResponse[],
): PlanStep {
  const code = preferences.get("code");
  const example = preferences.get("example");
  const scenario = preferences.get("scenario");
  const step: Record<string, unknown> = {};
  if (scenario !== undefined) {
    if (code !== undefined || example !== undefined) {
      throw new CceConfigError("Prefer", "Prefer names a scenario or a code and an example, not both.");
    }
    step["response"] = scenario;
  } else if (code !== undefined || example !== undefined) {
    const choice = chooseResponse(code, example, declared);
    if (typeof choice === "string") throw new CceConfigError("Prefer", `${choice}.`);
    step["response"] = { status: choice.code, ...(example === undefined ? {} : { example }) };
  }
  for (const name of ["delayMs", "drop", "truncateBodyAtBytes", "contentType"]) {
    const value = preferences.get(name.toLowerCase());
    if (value !== undefined)
      step[name] = name === "delayMs" || name === "truncateBodyAtBytes" ? numberIn(value) : value;
  }
  checkStep("Prefer", step, declared);
  return step;
}
