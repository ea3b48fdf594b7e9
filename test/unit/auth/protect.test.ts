import { inspect } from "node:util";
import type { AkSkCredentials, Credentials } from "../../../src/auth/credentials.js";
import { isKeyText, protectSecrets } from "../../../src/auth/protect.js";

const temporary = {
  accessKey: "AKEXAMPLE",
  secretKey: "secret-key",
  securityToken: "secret-token",
  expiresAt: new Date("2030-01-01T00:00:00Z"),
} satisfies AkSkCredentials;

describe("protectSecrets", () => {
  const shown: [string, (credentials: Credentials) => string][] = [
    ["util.inspect", (credentials) => inspect(credentials)],
    ["util.inspect with hidden fields", (credentials) => inspect({ credentials }, { showHidden: true, depth: null })],
    ["JSON.stringify", (credentials) => JSON.stringify({ credentials })],
    ["the enumerable fields", (credentials) => JSON.stringify(Object.entries(credentials))],
  ];

  it.each(shown)("hides the secrets from %s and shows the rest", (_way, show) => {
    const text = show(protectSecrets(temporary));
    expect(text).not.toContain("secret-");
    expect(text).toContain("AKEXAMPLE");
  });

  it.each(shown)("hides a token from %s", (_way, show) => {
    expect(show(protectSecrets({ token: "secret-token" }))).not.toContain("secret-");
  });

  it("says where it left a secret out", () => {
    expect(JSON.parse(JSON.stringify(protectSecrets(temporary)))).toEqual({
      accessKey: "AKEXAMPLE",
      secretKey: "[redacted]",
      securityToken: "[redacted]",
      expiresAt: "2030-01-01T00:00:00.000Z",
    });
  });

  it("leaves every field to be read by name", () => {
    const { accessKey, secretKey, securityToken, expiresAt } = protectSecrets(temporary);
    expect({ accessKey, secretKey, securityToken, expiresAt }).toEqual(temporary);
  });

  it("cannot be changed afterwards, and leaves the original alone", () => {
    const credentials = protectSecrets(temporary);
    expect(Reflect.set(credentials, "secretKey", "other")).toBe(false);
    expect(credentials.secretKey).toBe("secret-key");
    expect(Object.keys(temporary)).toContain("secretKey");
  });

  it("keeps its own view when what it showed is changed", () => {
    const credentials = protectSecrets(temporary) as unknown as { toJSON(): Record<string, unknown> };
    credentials.toJSON()["accessKey"] = "changed";
    expect(credentials.toJSON()["accessKey"]).toBe("AKEXAMPLE");
  });
});

describe("isKeyText", () => {
  it.each(["a", "SKexample/0123+=~!", "MIIE".repeat(1000)])("takes %#", (value) => {
    expect(isKeyText(value)).toBe(true);
  });

  it.each(["", " a", "a\n", "a b", "é", "a\u0000", undefined, null, 1, ["a"]])("refuses %j", (value) => {
    expect(isKeyText(value)).toBe(false);
  });
});
