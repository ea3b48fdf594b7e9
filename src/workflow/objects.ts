import { type Fields, fieldsOf, isObject, itemsOf, textOf } from "../base/fields.js";
import { timeOf } from "./timestamp.js";

/** A text of the service; another value as JSON; `undefined` if there is none. */
export function givenText(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : textOf(value);
}

/** The entries of a list that are objects. The vendor's documents show a list with one entry as a bare object, too. */
export function objectsIn<T extends object>(list: readonly T[] | T | null | undefined): T[] {
  return [list ?? []].flat().filter((entry) => isObject(entry)) as T[];
}

export function metadataOf(object: unknown): Fields {
  return fieldsOf(fieldsOf(object)["metadata"]);
}

export function specOf(object: unknown): Fields {
  return fieldsOf(fieldsOf(object)["spec"]);
}

export function statusOf(object: unknown): Fields {
  return fieldsOf(fieldsOf(object)["status"]);
}

export function phaseOf(object: unknown): unknown {
  return statusOf(object)["phase"];
}

/** The tasks of a workflow, each with its place. */
export function pointsOf(workflow: unknown): { readonly point: Fields; readonly path: string }[] {
  return itemsOf(statusOf(workflow)["pointStatuses"]).map((point, index) => ({
    point: fieldsOf(point),
    path: `status.pointStatuses[${index}]`,
  }));
}

/**
 * The task that was created last; without usable times of creation, updated last. `undefined` if there is none, or if
 * several have no usable time: the order of the service's lists is not documented.
 */
export function newestTask<T extends object>(list: readonly T[] | T | null | undefined): T | undefined {
  const tasks = objectsIn(list);
  for (const name of ["creationTimestamp", "updateTimestamp"]) {
    const times = tasks.map((task) => timeOf(metadataOf(task)[name])?.getTime() ?? -Infinity);
    const newest = times.reduce((one, other) => Math.max(one, other), -Infinity);
    if (newest > -Infinity) return tasks[times.lastIndexOf(newest)];
  }
  return tasks.length === 1 ? tasks[0] : undefined;
}
