import { defaultPathSerializer } from "openapi-fetch";
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

const halfCharacter = /\p{Cs}/u;

/** What a list or an object cannot carry in its values, by what separates these. */
const unsafeBetween: Readonly<Record<string, RegExp>> = { "%20": /[ \p{Cs}]/u, "%7C": /[|\p{Cs}]/u };

/** Recipients split the list of a header at commas, trim the items and drop empty ones. */
const unsafeInHeader = /^$|^\s|,|\s$/;

const unsafeInKey = /[[\]\p{Cs}]/u;

function refuseType(refuse: Refuse, value: unknown, wanted: string): never {
  return refuse(`must be ${wanted} (got ${value === null ? "null" : typeof value})`);
}

function safeSegment(refuse: Refuse, value: unknown): string {
  if (typeof value !== "string") return refuseType(refuse, value, "a string");
  if (plainSegment.test(value)) return value;
  if (value === "") return refuse("is empty");
  if (value === "." || value === "..") return refuse(`is ${JSON.stringify(value)}, which would change the path`);
  const unsafe = unsafeInPath.exec(value)?.[0];
  if (unsafe !== undefined) {
    return refuse(
      `contains ${JSON.stringify(unsafe)} at position ${value.indexOf(unsafe)}, which would change the path`,
    );
  }
  return scalar(refuse, value);
}

/** A single value as text. */
function scalar(refuse: Refuse, value: unknown, unsafe = halfCharacter): string {
  if (typeof value === "boolean" || Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return refuseType(refuse, value, "a string, a finite number or a boolean");
  const found = unsafe.exec(value)?.[0];
  // The value itself is not shown: it may be a secret.
  return found === undefined ? value : refuse(`contains ${JSON.stringify(found)}, which it cannot carry`);
}

type Members = readonly (readonly [key: string, value: unknown])[];

/**
 * The values of a list or an object with their keys, without those that are `undefined`; `undefined` for any other value.
 * As in RFC 6570, a list or an object without values is not defined itself.
 */
function membersOf(value: unknown, mayBeObject: boolean): Members | undefined {
  // Not instanceof: the value may come from another realm. A Date or a Map is no object here.
  const isObject = mayBeObject && Object.prototype.toString.call(value) === "[object Object]";
  if (!isObject && !Array.isArray(value)) return undefined;
  return Object.entries(value as object).filter(([, member]) => member !== undefined);
}

/** What a parameter writes into the query: names, and encoded values. */
function queryParts(
  refuse: Refuse,
  name: string,
  notation: Notation | undefined,
  value: unknown,
  members: Members | undefined,
): (readonly [name: string, text: string])[] {
  const encode = (member: unknown) => encodeURIComponent(scalar(refuse, member, unsafeBetween[notation ?? ""]));
  const isList = Array.isArray(value);
  const isDeep = notation === "[]";
  if (isDeep && (isList || !members)) return refuseType(refuse, value, "an object");
  if (!members) return [[name, encode(value)]];
  if (notation === "," || notation === "%20" || notation === "%7C") {
    const values = members.flatMap<unknown>((member) => (isList ? member[1] : member));
    return [[name, values.map(encode).join(notation)]];
  }
  return members.map(([key, member]) => {
    const field = isDeep ? `${name}[${scalar(refuse, key, unsafeInKey)}]` : isList ? name : scalar(refuse, key);
    return [field, encode(member)];
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
    const isInQuery = place.startsWith("query");
    const members = membersOf(value, isInQuery && notation !== undefined);
    if (value === undefined || members?.length === 0) {
      if (place.endsWith("?")) continue;
      return refuse(`is missing${option === undefined ? "" : `, and the client has no "${option}"`}`);
    }
    if (option !== undefined && typeof value === "string") options[option] = value;
    if (isInQuery) {
      for (const [key, text] of queryParts(refuse, name, notation, value, members)) {
        if (key !== name && Object.hasOwn(descriptor.params, key)) {
          return refuse(`has the field "${key}", which is a parameter of its own`);
        }
        query.push(`${encodeURIComponent(key)}=${text}`);
      }
      continue;
    }
    const items = notation === "," && members ? members.map(([, member]) => member) : [value];
    if (place === "path") {
      path[name] = items.map((item) => safeSegment(refuse, notation ? scalar(refuse, item) : item));
    } else {
      const unsafe = notation === "," ? unsafeInHeader : undefined;
      const text = notation ? items.map((item) => scalar(refuse, item, unsafe)).join(",") : value;
      header[name.toLowerCase()] = safeHeader(name, text);
    }
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
  return new URL(defaultPathSerializer(baseUrl + template, path) + (query && `?${query}`));
}
