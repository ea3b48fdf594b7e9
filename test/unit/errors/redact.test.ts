import { redactHeaders, redactor } from "../../../src/errors/redact.js";

describe("redactHeaders", () => {
  it("replaces the values of secret headers, whatever their case, in a copy", () => {
    const headers = {
      Authorization: "a",
      cookie: "a",
      "Proxy-Authorization": "a",
      "SET-COOKIE": "a",
      "x-auth-token": "a",
      "X-Metadata-Token": "a",
      "X-Security-Token": "a",
      "x-subject-token": "a",
    };
    const given = { ...headers, accept: "a" };
    expect(redactHeaders(given)).toEqual({
      ...Object.fromEntries(Object.keys(headers).map((name) => [name, "[redacted]"])),
      accept: "a",
    });
    expect(given.cookie).toBe("a");
  });
});

describe("redactor", () => {
  it("replaces every occurrence, plain and percent-encoded", () => {
    expect(redactor(["a/b"])("a/b a%2Fb a/ba/b")).toBe("[redacted] [redacted] [redacted][redacted]");
  });

  it("replaces a secret that begins with another one as a whole", () => {
    expect(redactor(["abc", "abcdef"])("abcdef abc")).toBe("[redacted] [redacted]");
  });

  it("takes secrets literally, and no secret for none", () => {
    expect(redactor(["a.c", "", "$&"])("a.c abc $& x")).toBe("[redacted] abc [redacted] x");
  });
});
