import { redactHeaders, redactValues } from "../../../src/errors/redact.js";

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

describe("redactValues", () => {
  it("replaces every occurrence, plain and percent-encoded", () => {
    expect(redactValues("a/b a%2Fb a/ba/b", ["a/b"])).toBe("[redacted] [redacted] [redacted][redacted]");
  });

  it("replaces a secret that begins with another one as a whole", () => {
    expect(redactValues("abcdef abc", ["abc", "abcdef"])).toBe("[redacted] [redacted]");
  });

  it("takes secrets literally, and no secret for none", () => {
    expect(redactValues("a.c abc $& x", ["a.c", "", "$&"])).toBe("[redacted] abc [redacted] x");
  });
});
