import { redactBody, redactHeaders, redactor } from "../../../src/base/redact.js";

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
  const secret = "se/cret+12";

  it.each([
    ["plain", "se/cret+12"],
    ["percent-encoded", "se%2Fcret%2B12"],
    ["percent-encoded in lower case", "se%2fcret%2b12"],
    ["escaped as in JSON", "se\\/cret+12"],
  ])("replaces every occurrence that is %s", (_name, form) => {
    expect(redactor([secret])(`${form} of ${form}${form}`)).toBe("[redacted] of [redacted][redacted]");
  });

  it("replaces one with characters that JSON escapes", () => {
    const quoting = 'quo"te\\d-secret';
    expect(redactor([quoting])(JSON.stringify({ is: quoting }))).toBe('{"is":"[redacted]"}');
  });

  it("replaces one in another case, as the name of a host has it", () => {
    expect(redactor(["Secret-Token"])("https://secret-token.example.com")).toBe("https://[redacted].example.com");
  });

  it("replaces a secret that begins with another one as a whole", () => {
    expect(redactor(["abcdefgh", "abcdefghijkl"])("abcdefghijkl abcdefgh")).toBe("[redacted] [redacted]");
  });

  it("takes secrets literally, and no secret for none", () => {
    expect(redactor(["a.cdefgh", "", "$&$&$&$&"])("a.cdefgh abcdefgh $&$&$&$& x")).toBe(
      "[redacted] abcdefgh [redacted] x",
    );
    expect(redactor([])("x")).toBe("x");
  });

  it("does not look for a secret of less than eight characters, which is a part of words", () => {
    expect(redactor(["t", "lock", "blocked"])("the task is blocked")).toBe("the task is blocked");
    expect(redactor(["blockade"])("the blockade")).toBe("the [redacted]");
  });

  it("leaves alone what stands in the place of a secret, also the second time", () => {
    const clean = redactor(["redacted", "edacted]", secret]);
    expect(clean(clean(`${secret} was redacted`))).toBe("[redacted] was [redacted]");
  });
});

describe("redactBody", () => {
  const clean = redactor(["secret-1"]);

  it("replaces secrets in the texts of JSON and in its names", () => {
    const text = '{"a":[{"secret-1":"secr\\u0065t-1","b":["no secret",1,null,true]}]}';
    expect(redactBody(text, clean)).toEqual({ a: [{ "[redacted]": "[redacted]", b: ["no secret", 1, null, true] }] });
  });

  it("replaces secrets in a text that is no JSON", () => {
    expect(redactBody("{ secret-1", clean)).toBe("{ [redacted]");
  });
});
