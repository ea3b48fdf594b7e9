import { createFinalURL, defaultPathSerializer as pathSerializer } from "openapi-fetch";
import type { Notation, OperationDescriptor } from "./operation.js";
import { CceConfigError } from "../base/errors.js";
import { safeHeader } from "../base/headers.js";

/** The arguments of a call, checked and put where the operation wants them. */
export interface ArrangedCall {
  /** The values by name; several are a list. */
  readonly path: Readonly<Record<string, readonly string[]>>;
  /** As it stands in the address, without the question mark. */
  readonly query: string;
  readonly header: Readonly<Record<string, string>>;
  /** The body as JSON. */
  readonly body: string | undefined;
  /** What the call uses for options of the client that parameters default to, by the option's name. */
  readonly options: Readonly<Record<string, string>>;
}

/** Throws an error that names the parameter. */
type Refuse = (why: string) => never;

/** What IDs look like, which saves the closer look. */
const plainSegment = /^[\w-]+$/;

/** Characters that end or change a path, also after some server or proxy has decoded it once more. */
const unsafeInPath = /[/\\?#%\p{Cc}\p{Zl}\p{Zp}]/u;

/** What a header cannot carry in a list: recipients split it at commas, trim the items and drop empty ones. */
const unsafeInList = /^$|^\s|,|\s$/;

function refuseType(refuse: Refuse, value: unknown, wanted: string): never {
  const type = value === null || typeof value === "number" ? String(value) : typeof value;
  return refuse(`must be ${wanted} (got ${type})`);
}

function safeText(refuse: Refuse, value: string): string {
  const lone = /\p{Cs}/u.exec(value)?.[0];
  return lone === undefined ? value : refuse(`contains ${JSON.stringify(lone)}, which is half a character`);
}

function safeSegment(refuse: Refuse, value: unknown): string {
  if (typeof value !== "string") return refuse(`must be a string (got ${value === null ? "null" : typeof value})`);
  if (plainSegment.test(value)) return value;
  if (value === "") return refuse("is empty");
  if (value === "." || value === "..") return refuse(`is ${JSON.stringify(value)}, which would change the path`);
  const unsafe = unsafeInPath.exec(value)?.[0];
  if (unsafe !== undefined) {
    return refuse(
      `contains ${JSON.stringify(unsafe)} at position ${value.indexOf(unsafe)}, which would change the path`,
    );
  }
  return safeText(refuse, value);
}

/** A single value as text. */
function scalar(refuse: Refuse, value: unknown): string {
  if (typeof value === "boolean" || Number.isFinite(value)) return String(value);
  return typeof value === "string"
    ? safeText(refuse, value)
    : refuseType(refuse, value, "a string, a number or a boolean");
}

/**
 * The values of a list or an object with their keys, without those that are `undefined`; `undefined` for any other value.
 * As in RFC 6570, a list or an object without values is not defined itself.
 */
function membersOf(value: unknown, mayBeObject: boolean): [key: string, value: unknown][] | undefined {
  // Not instanceof: the value may come from another realm. A Date or a Map is no object here.
  const isObject = mayBeObject && Object.prototype.toString.call(value) === "[object Object]";
  if (!isObject && !Array.isArray(value)) return undefined;
  return Object.entries(value as object).filter(([, member]) => member !== undefined);
}

/** The values that a path or a header carries: one, or those of a list. */
function itemsOf(refuse: Refuse, notation: Notation | undefined, value: unknown): unknown[] {
  if (notation === undefined) return [value];
  const members = notation === "," && membersOf(value, false);
  return members ? members.map(([, member]) => scalar(refuse, member)) : [scalar(refuse, value)];
}

function listHeader(refuse: Refuse, items: readonly unknown[]): string {
  const unsafe = items.find((item) => unsafeInList.test(String(item)));
  if (unsafe === undefined) return items.join(",");
  // The value is not shown: it may be a secret.
  return refuse("has an item that is empty, has a comma in it, or begins or ends with white space");
}

/** What a parameter writes into the query: names, and encoded values. */
function queryParts(refuse: Refuse, name: string, notation: Notation | undefined, value: unknown): [string, string][] {
  const encode = (member: unknown) => encodeURIComponent(scalar(refuse, member));
  const isList = Array.isArray(value);
  const members = membersOf(value, notation !== undefined);
  if (notation === "[]" && (isList || members === undefined)) return refuseType(refuse, value, "an object");
  if (members === undefined) return [[name, encode(value)]];
  if (notation === "," || notation === "%20" || notation === "%7C") {
    const texts = members.flatMap<unknown>((member) => (isList ? member[1] : member)).map(encode);
    if (!texts.some((text) => text.includes(notation))) return [[name, texts.join(notation)]];
    return refuse(`contains ${JSON.stringify(decodeURIComponent(notation))}, which separates its values`);
  }
  return members.map(([key, member]) => {
    const field = isList ? name : scalar(refuse, key);
    if (notation !== "[]") return [field, encode(member)];
    if (/[[\]]/.test(field)) return refuse(`has the field ${JSON.stringify(field)}, with a bracket in its name`);
    return [`${name}[${field}]`, encode(member)];
  });
}

function toJson(operation: string, body: unknown): string {
  const fail = (why: string, options?: ErrorOptions): never => {
    throw new CceConfigError("body", `${operation}: "body" cannot be written as JSON: ${why}`, options);
  };
  if (typeof body === "function" || typeof body === "symbol") return fail(`it is a ${typeof body}.`);
  try {
    return JSON.stringify(body);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/**
 * Checks the arguments of a call and puts them where its descriptor says.
 *
 * @throws CceConfigError naming the parameter that is missing, unknown or unsafe.
 */
export function arrange(
  operation: string,
  descriptor: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): ArrangedCall {
  if (typeof params !== "object" || (params as unknown) === null) {
    throw new CceConfigError("params", `${operation}: the parameters must be an object.`);
  }
  const path: Record<string, string[]> = {};
  const query: string[] = [];
  /** Which parameter writes a name into the query. */
  const writers = new Map<string, string>();
  const header: Record<string, string> = {};
  const options: Record<string, string> = {};
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(descriptor.params, name) && !(name === "body" && descriptor.body)) {
      const known = [...Object.keys(descriptor.params), ...(descriptor.body ? ["body"] : [])];
      throw new CceConfigError(name, `${operation}: there is no parameter "${name}". Known: ${known.join(", ")}.`);
    }
  }
  for (const [name, place] of Object.entries(descriptor.params)) {
    const refuse: Refuse = (why) => {
      throw new CceConfigError(name, `${operation}: "${name}" ${why}.`);
    };
    const notation = descriptor.notations?.[name];
    const option = descriptor.defaults?.[name];
    const value = params[name] === undefined && option !== undefined ? defaults[option] : params[name];
    if (value === undefined || membersOf(value, notation !== undefined)?.length === 0) {
      if (place.endsWith("?")) continue;
      return refuse(`is missing${option === undefined ? "" : `, and the client has no "${option}"`}`);
    }
    if (option !== undefined && typeof value === "string") options[option] = value;
    if (place.startsWith("query")) {
      for (const [key, text] of queryParts(refuse, name, notation, value)) {
        if ((writers.get(key) ?? name) !== name) return refuse(`would write "${key}" a second time into the query`);
        writers.set(key, name);
        query.push(`${encodeURIComponent(key)}=${text}`);
      }
      continue;
    }
    const items = itemsOf(refuse, notation, value);
    if (place === "path") path[name] = items.map((item) => safeSegment(refuse, item));
    else header[name.toLowerCase()] = safeHeader(name, notation === "," ? listHeader(refuse, items) : items[0]);
  }
  const body = descriptor.body && (params["body"] ?? undefined);
  if (descriptor.body === "body" && body === undefined) {
    throw new CceConfigError("body", `${operation}: "body" is missing.`);
  }
  return {
    path,
    query: query.join("&"),
    header,
    body: body === undefined ? undefined : toJson(operation, body),
    options,
  };
}

/**
 * The address of a request. The one place that calls openapi-fetch, which writes the path. Its query has one style for all
 * parameters, and names as they are; sending, reading and judging are ours, because it lets failures look like successes,
 * and its requests cannot be sent twice.
 */
export function addressOf(
  baseUrl: string,
  { path: template }: OperationDescriptor,
  { path, query }: ArrangedCall,
): URL {
  return new URL(createFinalURL(template, { baseUrl, params: { path }, querySerializer: () => query, pathSerializer }));
}
