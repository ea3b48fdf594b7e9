import { inspect } from "node:util";
import { cameBeforeSending, describeFailure, keptCause } from "../../../src/transport/connection.js";

function coded(code: string, message = `it said ${code}`): Error {
  return Object.assign(new Error(message), { code });
}

function called(syscall: string, code: string): Error {
  return Object.assign(coded(code), { syscall });
}

/** As the runtimes' `fetch` wraps it. */
function fetchFailed(cause: unknown): Error {
  return new TypeError("fetch failed", { cause });
}

describe("cameBeforeSending", () => {
  const connecting: readonly [string, unknown][] = [
    ["a name that is not known", called("getaddrinfo", "ENOTFOUND")],
    ["a refused connection", called("connect", "ECONNREFUSED")],
    ["a host that cannot be reached", called("connect", "EHOSTUNREACH")],
    ["a net that cannot be reached", called("connect", "ENETUNREACH")],
    ["a connection that took the system too long", called("connect", "ETIMEDOUT")],
    ["a connection that took undici too long", coded("UND_ERR_CONNECT_TIMEOUT")],
    ["a certificate of another host", coded("ERR_TLS_CERT_ALTNAME_INVALID")],
    ["a certificate that has ended", coded("CERT_HAS_EXPIRED")],
    ["a certificate of its own", coded("DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["a certificate of nobody known", coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE")],
    ["an authority that is none", coded("INVALID_CA")],
    [
      "a handshake that was hung up on",
      coded("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
    ],
    ["a proxy that refuses", coded("UND_ERR_ABORTED", "Proxy response (403) !== 200 when HTTP Tunneling")],
    ["a port that no fetch goes to", new Error("bad port")],
    ["each address refused", new AggregateError([called("connect", "ECONNREFUSED"), called("connect", "ETIMEDOUT")])],
  ];
  it.each(connecting)("%s did", (_name, cause) => {
    expect(cameBeforeSending(fetchFailed(cause))).toBe(true);
  });

  it("what Deno says of a connection that was not made did", () => {
    const text = "error sending request for url (https://x/): client error (Connect): tcp connect error";
    expect(cameBeforeSending(new TypeError(text))).toBe(true);
  });

  const later: readonly [string, unknown][] = [
    ["a reset", called("read", "ECONNRESET")],
    ["a route that went away", called("read", "EHOSTUNREACH")],
    ["a net that went away", called("read", "ENETUNREACH")],
    ["an address that went away", called("write", "EADDRNOTAVAIL")],
    ["a refusal of who knows what", coded("ECONNREFUSED")],
    ["a name that nobody says was looked up", coded("ENOTFOUND")],
    ["Bun's refusal, which may be that of a second sending", coded("ConnectionRefused")],
    ["a damaged record", called("write", "EPROTO")],
    ["a damaged record, with its code", coded("ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC")],
    ["a record with a damaged head", coded("ERR_SSL_WRONG_VERSION_NUMBER")],
    ["an alert about a certificate", coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")],
    ["a text that is none of these", new Error("not a bad port at all")],
    ["one address refused, the other not", new AggregateError([called("connect", "ECONNREFUSED"), coded("EPIPE")])],
    ["no address at all", new AggregateError([], "none")],
    ["text", "connect"],
    ["nothing", undefined],
    ["null", null],
    ["a system call that is no text", { syscall: 7 }],
  ];
  it.each(later)("%s may have come later", (_name, cause) => {
    expect(cameBeforeSending(cause)).toBe(false);
    expect(cameBeforeSending(fetchFailed(cause))).toBe(false);
  });

  it("ends where causes go in a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(cameBeforeSending(error)).toBe(false);
  });
});

describe("describeFailure", () => {
  it("finds the code and the text of the innermost cause", () => {
    expect(describeFailure(fetchFailed(coded("ECONNRESET")))).toEqual({
      code: "ECONNRESET",
      isAboutCertificate: false,
      reason: "it said ECONNRESET",
    });
  });

  it("looks into the first of several errors", () => {
    const several = new AggregateError([coded("ECONNREFUSED"), coded("ECONNRESET")], "");
    expect(describeFailure(fetchFailed(several))).toMatchObject({
      code: "ECONNREFUSED",
      reason: "it said ECONNREFUSED",
    });
  });

  const aboutCertificates: readonly [string, Error][] = [
    ["one that has ended", coded("CERT_HAS_EXPIRED")],
    ["one of another host", coded("ERR_TLS_CERT_ALTNAME_INVALID")],
    ["one of nobody known", coded("UNABLE_TO_GET_ISSUER_CERT_LOCALLY")],
    ["one that the other side wants", coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")],
    ["one that the other side does not want", coded("ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE")],
    ["one whose authority the other side does not know", coded("EPROTO", "write EPROTO: tlsv1 alert unknown ca:")],
    ["one that Deno does not trust", new Error("client error (Connect): invalid peer certificate: UnknownIssuer")],
  ];
  it.each(aboutCertificates)("tells a failure about a certificate: %s", (_name, error) => {
    expect(describeFailure(fetchFailed(error)).isAboutCertificate).toBe(true);
  });

  it.each([
    coded("ECONNREFUSED", "connect ECONNREFUSED certificate.example.com"),
    coded("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"),
    coded("ERR_SSL_WRONG_VERSION_NUMBER"),
  ])("and one about something else: %s", (error) => {
    expect(describeFailure(error).isAboutCertificate).toBe(false);
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
    expect(describeFailure(error)).toEqual({ code: undefined, isAboutCertificate: false, reason });
  });

  it("ends where causes go in a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(describeFailure(error).reason).toBe("round");
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
