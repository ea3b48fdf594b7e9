import { type Fields, isObject, parseJson } from "../base/fields.js";
import { givenText } from "./objects.js";

/** A step of a task that failed. */
export interface FailedStep {
  /** What the service calls it; `undefined` if it has no name. */
  readonly name: string | undefined;
  /** Why it failed; `undefined` if the service does not say. */
  readonly message: string | undefined;
  /** Its place in the task, e.g. `spec.items[0]`. */
  readonly path: string;
}

/** Where the state of a step may stand, and what may name and explain it: the form of the steps is not documented. */
const stateFields = ["status", "phase", "state"];
const nameFields = ["name", "stepName", "taskName", "taskType", "type", "step", "id", "uid"];
const messageFields = ["message", "errorMessage", "error_msg", "reason", "error", "msg"];

/** How deep steps are looked for. */
const greatestDepth = 20;

function firstText(object: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => (isObject(object[name]) ? undefined : givenText(object[name]))).find(Boolean);
}

/** The objects in which a step may keep its state: itself, and a status that is an object. */
function statesOf(step: Fields): Fields[] {
  return [step, ...stateFields.map((name) => step[name]).filter(isObject)];
}

function isFailed(value: unknown): boolean {
  return value === "Failed";
}

/** The failed steps in a value, which is called `name` where it does not name itself. */
function stepsIn(value: unknown, name: string | undefined, path: string, depth: number): FailedStep[] {
  if (depth > greatestDepth) return [];
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => stepsIn(entry, undefined, `${path}[${index}]`, depth + 1));
  }
  if (!isObject(value)) return isFailed(value) ? [{ name, message: undefined, path }] : [];
  const states = statesOf(value);
  const failed = states.some((state) => stateFields.some((field) => isFailed(state[field])));
  const message = states.map((state) => firstText(state, messageFields)).find(Boolean);
  const own = failed ? [{ name: firstText(value, nameFields) ?? name, message, path }] : [];
  const below = Object.entries(value).flatMap(([key, entry]) => {
    // The state of this object is not a step of its own.
    const isState = stateFields.includes(key) && !Array.isArray(entry);
    return isState ? [] : stepsIn(entry, key, `${path}.${key}`, depth + 1);
  });
  return [...own, ...below];
}

/** The failed steps in the `spec.items` of a task, whatever form they have. Never throws. */
export function failedSteps(items: unknown): readonly FailedStep[] {
  const value = typeof items === "string" ? (parseJson(items) ?? items) : items;
  return stepsIn(value, undefined, "spec.items", 0);
}
