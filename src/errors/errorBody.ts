import { fieldsOf, isObject } from "../fields.js";

/** What an error answer says, whatever the shape of its body. */
export interface ErrorSummary {
  /** The code: the service's (`CCE.…`) where it is there, else the gateway's (`APIGW.…`) or IAM's. */
  readonly errorCode: string | undefined;
  /** The inner code (`CCE_CM.…`) where the body carries a second one. */
  readonly innerErrorCode: string | undefined;
  /** The most telling of the messages in the body. */
  readonly errorMessage: string | undefined;
  /** The request ID in the body. */
  readonly requestId: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** In the order in which they count. */
const codeNames = ["errorCode", "ErrorCode", "error_code", "code", "errCode", "errorcode"] as const;
const messageNames = ["message", "errorMessage", "Message", "error_msg", "errMsg", "faultstring"] as const;

/** How deep an error may be wrapped: `fault` has its code in a `detail`. */
const maxDepth = 3;

/** What an object wraps: its `error`, the first of its `errors`, or the only object in it (`badRequest`, `fault`, …). */
function wrappedIn(fields: Fields): unknown {
  const { error, errors } = fields;
  const objects = Object.values(fields).filter(isObject);
  return [error, Array.isArray(errors) && errors[0], objects.length === 1 && objects[0]].find(isObject);
}

/** The objects that may carry the error, from the outermost. */
function carriersOf(body: unknown): Fields[] {
  const carriers: Fields[] = [];
  for (let at = body; isObject(at) && carriers.length < maxDepth; at = wrappedIn(at)) carriers.push(at);
  return carriers;
}

/** The first value under one of `names` that says something. Codes also come as numbers (IAM). */
function firstText(carriers: readonly Fields[], names: readonly string[]): string | undefined {
  for (const value of carriers.flatMap((fields) => names.map((name) => fields[name]))) {
    if (typeof value === "number") return String(value);
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return undefined;
}

/** Kubernetes says what failed in an object of a kind of its own. */
function isKubernetesStatus(fields: Fields): boolean {
  return fields["kind"] === "Status";
}

/** The `code` of a Kubernetes `Status` is the HTTP status, which says nothing new: never a code of ours. */
function withoutStatusCode(fields: Fields): Fields {
  return isKubernetesStatus(fields) && typeof fields["code"] === "number" ? { ...fields, code: undefined } : fields;
}

/**
 * Reads the codes and messages out of a parsed error body. Knows the service's form, its hybrid with a Kubernetes
 * `Status`, the old `ErrorCode`/`Message`, the gateway's, plain `code`/`message`, and each of them wrapped: in `error`
 * (IAM), in the first of `errors`, in `fault`, or in the only object of the body (`{"badRequest":{…}}`). What is further
 * out goes first. The number that a Kubernetes `Status` has for a `code` is the HTTP status and no code. Of anything else
 * it finds nothing. Never throws.
 */
export function summarizeErrorBody(body: unknown): ErrorSummary {
  const carriers = carriersOf(body).map(withoutStatusCode);
  const errorCode = firstText(carriers, codeNames);
  const inner = firstText(carriers, ["error_code"]);
  return {
    errorCode,
    innerErrorCode: inner === errorCode ? undefined : inner,
    errorMessage: firstText(carriers, messageNames) ?? firstText(carriers, ["reason"]),
    requestId: firstText(carriers, ["request_id"]),
  };
}

/**
 * Whether the body of a success is an error: it has a code and none of the fields that were `promised`, or it is a
 * Kubernetes `Status` of a failure, whose fields have the names of others.
 */
export function isErrorBody(body: unknown, promised: readonly string[]): boolean {
  const fields = fieldsOf(body);
  if (isKubernetesStatus(fields) && fields["status"] === "Failure") return true;
  return !promised.some((name) => Object.hasOwn(fields, name)) && summarizeErrorBody(fields).errorCode !== undefined;
}
