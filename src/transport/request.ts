import type { OperationDescriptor } from "./operation.js";
import { CceConfigError } from "../base/errors.js";
import { safeHeader } from "../base/headers.js";

/** The arguments of a call, put where the operation wants them. */
export interface ArrangedCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, string>>;
  /** The body as JSON. */
  readonly body: string | undefined;
  /** What the call uses for options of the client that parameters default to, by the option's name. */
  readonly options: Readonly<Record<string, string>>;
}

/** What IDs look like, which saves the closer look. */
const plainSegment = /^[\w-]+$/;

/** Characters that end or change a path, also after some server or proxy has decoded it once more. */
const unsafeInPath = /[/\\?#%\p{Cc}\p{Zl}\p{Zp}]/u;

function safeSegment(operation: string, name: string, value: unknown): string {
  if (typeof value === "string" && plainSegment.test(value)) return value;
  const refuse = (why: string): never => {
    throw new CceConfigError(name, `${operation}: "${name}" ${why}.`);
  };
  if (typeof value !== "string") return refuse(`must be a string (got ${value === null ? "null" : typeof value})`);
  if (value === "") return refuse("is empty");
  if (value === "." || value === "..") return refuse(`is ${JSON.stringify(value)}, which would change the path`);
  const unsafe = unsafeInPath.exec(value)?.[0];
  if (unsafe !== undefined) {
    return refuse(
      `contains ${JSON.stringify(unsafe)} at position ${value.indexOf(unsafe)}, which would change the path`,
    );
  }
  const lone = /\p{Cs}/u.exec(value)?.[0];
  if (lone !== undefined) return refuse(`contains ${JSON.stringify(lone)}, which is half a character`);
  return value;
}

/** What a query can carry: text, numbers, truth values, and lists of them. */
function safeQuery(operation: string, name: string, value: unknown): unknown {
  const plain = (item: unknown) => ["string", "number", "boolean"].includes(typeof item);
  if (plain(value) || (Array.isArray(value) && value.every(plain))) return value;
  const type = value === null ? "null" : typeof value;
  throw new CceConfigError(name, `${operation}: "${name}" must be a string, a number or a boolean (got ${type}).`);
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
 * Puts the arguments of a call where its descriptor says, and checks them.
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
  const path: Record<string, string> = {};
  const query: Record<string, unknown> = {};
  const header: Record<string, string> = {};
  const options: Record<string, string> = {};
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(descriptor.params, name) && !(name === "body" && descriptor.body)) {
      const known = [...Object.keys(descriptor.params), ...(descriptor.body ? ["body"] : [])];
      throw new CceConfigError(name, `${operation}: there is no parameter "${name}". Known: ${known.join(", ")}.`);
    }
  }
  for (const [name, place] of Object.entries(descriptor.params)) {
    const option = descriptor.defaults?.[name];
    const value = params[name] === undefined && option !== undefined ? defaults[option] : params[name];
    if (value === undefined) {
      if (place.endsWith("?")) continue;
      const hint = option === undefined ? "" : `, and the client has no "${option}"`;
      throw new CceConfigError(name, `${operation}: "${name}" is missing${hint}.`);
    }
    if (option !== undefined && typeof value === "string") options[option] = value;
    if (place === "path") path[name] = safeSegment(operation, name, value);
    else if (place.startsWith("query")) query[name] = safeQuery(operation, name, value);
    else header[name.toLowerCase()] = safeHeader(name, value);
  }
  const body = params["body"] ?? undefined;
  if (descriptor.body === "body" && body === undefined) {
    throw new CceConfigError("body", `${operation}: "body" is missing.`);
  }
  return { path, query, header, body: body === undefined ? undefined : toJson(operation, body), options };
}
