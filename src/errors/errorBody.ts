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

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The first of `values` that says something. Codes also come as numbers (IAM). */
function firstText(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value === "number") return String(value);
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return undefined;
}

/**
 * Reads the codes and messages out of a parsed error body. Knows the service's form, its hybrid with a Kubernetes
 * `Status`, the old `ErrorCode`/`Message`, the gateway's and IAM's; of anything else it finds nothing. Never throws.
 */
export function summarizeErrorBody(body: unknown): ErrorSummary {
  const fields = fieldsOf(body);
  const nested = fieldsOf(fields["error"]);
  const errorCode = firstText(fields["errorCode"], fields["ErrorCode"], fields["error_code"], nested["code"]);
  const inner = firstText(fields["error_code"]);
  return {
    errorCode,
    innerErrorCode: inner === errorCode ? undefined : inner,
    errorMessage: firstText(
      fields["message"],
      fields["errorMessage"],
      fields["Message"],
      fields["error_msg"],
      nested["message"],
    ),
    requestId: firstText(fields["request_id"]),
  };
}
