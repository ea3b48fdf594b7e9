import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { nodeSigner } from "../../../src/auth/nodeSigner.js";
import { signRequest } from "../../../src/auth/sign.js";
import { isCceConfigError } from "../../../src/base/errors.js";
import { thrownBy } from "../../helpers/calls.js";

interface Vector {
  readonly name: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const { vectors } = JSON.parse(readFileSync(join(__dirname, "../../vectors/aksk.json"), "utf8")) as {
  readonly vectors: readonly Vector[];
};

const date = new Date("2023-11-25T07:30:00Z");
const keys = { accessKey: "AKEXAMPLE", secretKey: "SKEXAMPLE" };

describe("the signer of Node", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    "signs as the portable one: %s",
    async (_, vector) => {
      const { method, origin, path, headers, body } = vector;
      const request = { method, url: `${origin}${path}`, headers, body };
      expect(nodeSigner(request, vector, date)).toEqual(await signRequest(request, vector, date));
    },
  );

  it("signs as the portable one whatever the request", async () => {
    const text = fc.string({ unit: "grapheme" });
    const maybeToken = fc.option(fc.stringMatching(/^[!-~]+$/), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), text, maybeToken, async (path, query, body, token) => {
        const request = { method: "PATCH", url: `https://cce.example.com${path}?${query}`, headers: {}, body };
        const credentials = { ...keys, ...(token === undefined ? {} : { securityToken: token }) };
        expect(nodeSigner(request, credentials, date)).toEqual(await signRequest(request, credentials, date));
      }),
    );
  });

  it.each([63, 64, 65, 200])("signs with a key of %i characters as the portable one", async (length) => {
    const request = { method: "GET", url: "https://cce.example.com/v3", headers: {} };
    const credentials = { ...keys, secretKey: "k".repeat(length) };
    expect(nodeSigner(request, credentials, date)).toEqual(await signRequest(request, credentials, date));
  });

  it("refuses at once what cannot be signed", () => {
    const request = { method: "GET", url: "https://cce.example.com", headers: {} };
    const error = thrownBy(() => nodeSigner(request, { ...keys, secretKey: " " }, date), isCceConfigError);
    expect(error.parameter).toBe("secretKey");
  });
});
