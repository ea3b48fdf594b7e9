import { inspect } from "node:util";
import { classifyConnectionFailure, keptCause } from "../../../src/transport/connection.js";

function coded(code: string, message = `it said ${code}`): Error {
  return Object.assign(new Error(message), { code });
}

describe("classifyConnectionFailure", () => {
  const beforeSending = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EADDRNOTAVAIL",
    "UND_ERR_CONNECT_TIMEOUT",
    "ConnectionRefused",
    "FailedToOpenSocket",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "HOSTNAME_MISMATCH",
    "INVALID_CA",
    "EPROTO",
  ];
  it.each(beforeSending)("%s comes before anything is sent", (code) => {
    const failure = classifyConnectionFailure(new TypeError("fetch failed", { cause: coded(code) }));
    expect(failure).toEqual({ code, outcome: "unprocessed", reason: `it said ${code}` });
  });

  it.each([
    "ECONNRESET",
    "EPIPE",
    "ETIMEDOUT",
    "UND_ERR_SOCKET",
    "UND_ERR_HEADERS_TIMEOUT",
    "HPE_INVALID_CONSTANT",
    "X",
  ])("%s may come after sending", (code) => {
    expect(classifyConnectionFailure(coded(code))).toMatchObject({ code, outcome: "unknown" });
  });

  it("looks into the first of several errors", () => {
    const several = new AggregateError([coded("ECONNREFUSED"), coded("ECONNRESET")], "");
    expect(classifyConnectionFailure(new TypeError("fetch failed", { cause: several }))).toEqual({
      code: "ECONNREFUSED",
      outcome: "unprocessed",
      reason: "it said ECONNREFUSED",
    });
  });

  const odd: readonly [string, unknown, string][] = [
    ["text", "gone", "gone"],
    ["nothing", undefined, "no reason given"],
    ["null", null, "no reason given"],
    ["an object", {}, "no reason given"],
    ["an object without a prototype", Object.create(null), "no reason given"],
    ["an error without a message", new Error(""), "no reason given"],
    ["a message that is no text", { message: 7, code: 9 }, "no reason given"],
    ["an inner error without a message", new Error("outer", { cause: new Error("") }), "outer"],
    ["no list of errors", { message: "outer", errors: "x" }, "outer"],
  ];
  it.each(odd)("finds no code in %s", (_name, error, reason) => {
    expect(classifyConnectionFailure(error)).toEqual({ code: undefined, outcome: "unknown", reason });
  });

  it("ends where causes go in a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(classifyConnectionFailure(error)).toMatchObject({ outcome: "unknown", reason: "round" });
    expect(
      inspect(
        keptCause(error, (text) => text),
        { depth: null },
      ),
    ).toContain("round");
  });
});

describe("keptCause", () => {
  const clean = (text: string) => text.replaceAll("hunter2", "[gone]");

  it("keeps name, message, code, stack and causes", () => {
    const error = new TypeError("fetch failed", { cause: coded("ECONNRESET") });
    const kept = keptCause(error, clean) as Error;
    expect(kept).toBeInstanceOf(Error);
    expect(kept).toMatchObject({ name: "TypeError", message: "fetch failed", stack: error.stack });
    expect(kept.cause).toMatchObject({ name: "Error", message: "it said ECONNRESET", code: "ECONNRESET" });
  });

  it("takes secrets out, and leaves behind what may hold more of them", () => {
    const inner = Object.assign(coded("hunter2", "sent hunter2"), { data: "hunter2", config: { token: "hunter2" } });
    const kept = keptCause(new Error("with hunter2", { cause: inner }), clean);
    expect(inspect(kept, { depth: null, showHidden: true })).not.toContain("hunter2");
    expect(kept).toMatchObject({ message: "with [gone]", cause: { message: "sent [gone]", code: "[gone]" } });
  });

  it("keeps what is no error as far as it is text", () => {
    expect(keptCause("sent hunter2", clean)).toBe("sent [gone]");
    expect(keptCause(undefined, clean)).toBeUndefined();
    expect(keptCause(7, clean)).toBeUndefined();
    expect(keptCause({ message: 7, code: "E1" }, clean)).toMatchObject({ message: "", code: "E1" });
  });
});
