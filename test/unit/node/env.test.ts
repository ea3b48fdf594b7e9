import { inspect } from "node:util";
import { credentialsFromEnv } from "../../../src/node/index.js";
import { isCceConfigError, type CceConfigError } from "../../../src/base/errors.js";
import { withEnvironment } from "../../helpers/environment.js";

type Environment = Readonly<Record<string, string | undefined>>;

function refusal(env: Environment): CceConfigError {
  try {
    credentialsFromEnv(env);
  } catch (error) {
    if (isCceConfigError(error)) return error;
  }
  throw new Error("expected a CceConfigError");
}

const sdk = { HUAWEICLOUD_SDK_AK: "sdk-ak", HUAWEICLOUD_SDK_SK: "sdk-secret" };
const cloud = { CLOUD_SDK_AK: "cloud-ak", CLOUD_SDK_SK: "cloud-secret" };
const terraform = { HW_ACCESS_KEY: "hw-ak", HW_SECRET_KEY: "hw-secret" };

describe("credentialsFromEnv", () => {
  it.each<[string, Environment, Record<string, string>]>([
    ["the SDKs' names", sdk, { accessKey: "sdk-ak", secretKey: "sdk-secret" }],
    [
      "the SDKs' names with all that goes with them",
      { ...sdk, HUAWEICLOUD_SDK_SECURITY_TOKEN: "secret-token", HUAWEICLOUD_SDK_PROJECT_ID: "p1" },
      { accessKey: "sdk-ak", secretKey: "sdk-secret", securityToken: "secret-token", projectId: "p1" },
    ],
    ["the documentation's names", cloud, { accessKey: "cloud-ak", secretKey: "cloud-secret" }],
    [
      "Terraform's names",
      { ...terraform, HW_SECURITY_TOKEN: "secret-token", HW_PROJECT_ID: "p2" },
      { accessKey: "hw-ak", secretKey: "hw-secret", securityToken: "secret-token", projectId: "p2" },
    ],
    ["the SDKs' names first", { ...terraform, ...cloud, ...sdk }, { accessKey: "sdk-ak", secretKey: "sdk-secret" }],
    [
      "the documentation's names next",
      { ...terraform, ...cloud },
      { accessKey: "cloud-ak", secretKey: "cloud-secret" },
    ],
    [
      "nothing from another set",
      { ...cloud, HW_SECURITY_TOKEN: "secret-token", HW_PROJECT_ID: "p2", HUAWEICLOUD_SDK_PROJECT_ID: "p1" },
      { accessKey: "cloud-ak", secretKey: "cloud-secret" },
    ],
    [
      "values without the white space around them",
      { HW_ACCESS_KEY: " hw-ak", HW_SECRET_KEY: "hw-secret\r\n", HW_SECURITY_TOKEN: " ", HW_PROJECT_ID: "p2 " },
      { accessKey: "hw-ak", secretKey: "hw-secret", projectId: "p2" },
    ],
    [
      "an empty variable as one that is not set",
      { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "", ...terraform },
      { accessKey: "hw-ak", secretKey: "hw-secret" },
    ],
  ])("reads %s", (_case, env, want) => {
    const found = credentialsFromEnv(env);
    const { accessKey, secretKey, securityToken, projectId } = found;
    expect(JSON.parse(JSON.stringify({ accessKey, secretKey, securityToken, projectId }))).toEqual(want);
  });

  it("shows no secret", () => {
    const found = credentialsFromEnv({ ...sdk, HUAWEICLOUD_SDK_SECURITY_TOKEN: "secret-token" });
    expect(inspect(found) + JSON.stringify(found)).not.toMatch(/sdk-secret|secret-token/);
  });

  it.each<[string, Environment, string[], string[]]>([
    ["no secret key", { HUAWEICLOUD_SDK_AK: "a" }, ["HUAWEICLOUD_SDK_SK"], ["HUAWEICLOUD_SDK_AK"]],
    ["no access key", { HW_SECRET_KEY: "hw-secret" }, ["HW_ACCESS_KEY"], ["HW_SECRET_KEY"]],
    ["nothing but a token", { HW_SECURITY_TOKEN: "t" }, ["HW_ACCESS_KEY", "HW_SECRET_KEY"], ["HW_SECURITY_TOKEN"]],
    ["no secret key, with another set whole", { CLOUD_SDK_AK: "a", ...terraform }, ["CLOUD_SDK_SK"], ["CLOUD_SDK_AK"]],
  ])("refuses a set with %s", (_case, env, missing, given) => {
    const error = refusal(env);
    const [before = "", after = ""] = error.message.split(" missing ");
    for (const name of missing) expect(before).toContain(name);
    for (const name of given) expect(after).toContain(name);
    expect(error.message).toContain("environment");
    expect(error.message).not.toContain("hw-secret");
  });

  it("refuses a key with white space in it, by the name of its variable", () => {
    const error = refusal({ ...terraform, HW_SECRET_KEY: "hw secret" });
    expect(error.message).toContain("HW_SECRET_KEY");
    expect(error.message).not.toContain("hw secret");
  });

  it("names all it looked for when there is nothing", () => {
    const error = refusal({ HUAWEICLOUD_SDK_PROJECT_ID: "p1", UNRELATED: "x" });
    for (const name of [...Object.keys(sdk), ...Object.keys(cloud), ...Object.keys(terraform)]) {
      expect(error.message).toContain(name);
    }
  });

  it("reads the environment of the process by default", async () => {
    const found = await withEnvironment(sdk, () => credentialsFromEnv());
    expect(found.accessKey).toBe("sdk-ak");
  });
});
