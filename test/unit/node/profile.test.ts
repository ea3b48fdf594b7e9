import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { credentialsFromProfile, type ProfileOptions } from "../../../src/node/index.js";
import { profileFile } from "../../../src/node/profile.js";
import { isCceConfigError, type CceConfigError } from "../../../src/base/errors.js";
import { withEnvironment } from "../../helpers/environment.js";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cce-profile-"));
  path = join(folder, "credentials");
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(text: string): Promise<Record<string, unknown>> {
  await writeFile(path, text);
  const { accessKey, secretKey, securityToken, projectId } = await credentialsFromProfile({ path });
  return JSON.parse(JSON.stringify({ accessKey, secretKey, securityToken, projectId })) as Record<string, unknown>;
}

async function refusal(options: ProfileOptions): Promise<CceConfigError> {
  try {
    await credentialsFromProfile(options);
  } catch (error) {
    if (isCceConfigError(error)) return error;
  }
  throw new Error("expected a CceConfigError");
}

const keys = { accessKey: "a1", secretKey: "s1" };

describe("credentialsFromProfile", () => {
  it.each<[string, string, Record<string, string>]>([
    ["the keys", "[basic]\nak = a1\nsk = s1\n", keys],
    [
      "all it knows",
      "[basic]\nak=a1\nsk=s1\nsecurity_token=t1\nproject_id=p1\ndomain_id=d1\niam_endpoint=https://iam\n",
      { ...keys, securityToken: "t1", projectId: "p1" },
    ],
    ["the section [basic] only", "[global]\nak=a2\nsk=s2\n[basic]\nak=a1\nsk=s1\n[other]\nak=a3\n", keys],
    ["comments and empty lines", "; one\n\n# two\n  ; three\n[basic]\nak=a1\n   \nsk=s1", keys],
    ["line ends of Windows and a byte order mark", "\uFEFF[basic]\r\nak = a1\r\nsk = s1\r\n", keys],
    ["white space around names, values and sections", "  [ basic ]  \n\tak\t=\ta1\t\n  sk=s1  ", keys],
    ["names in capitals", "[basic]\nAK=a1\nSK=s1", keys],
    ["= ; # and quotes inside a value", '[basic]\nak=a=1\nsk="s;1#="', { accessKey: "a=1", secretKey: '"s;1#="' }],
    ["an empty value as none", "[basic]\nak=a1\nsk=s1\nsecurity_token=\nproject_id =", keys],
    ["a section that is taken up again", "[basic]\nak=a1\n[global]\nak=a2\n[basic]\nsk=s1", keys],
    ["a name that objects have already", "[__proto__]\nak=a2\n[basic]\nak=a1\nsk=s1\nconstructor=x", keys],
  ])("reads %s", async (_case, text, want) => {
    expect(await read(text)).toEqual(want);
  });

  it("shows no secret", async () => {
    await writeFile(path, "[basic]\nak=a1\nsk=my-secret\nsecurity_token=my-secret-token");
    const found = await credentialsFromProfile({ path });
    expect(inspect(found) + JSON.stringify(found)).not.toContain("my-secret");
  });

  it.each([
    ["a line that is neither", "[basic]\nak=a1\nmy-secret\nsk=s1", 3],
    ["a section that is not closed", "[basic\nak=my-secret", 1],
    ["a section without a name", "[ ]\nak=my-secret", 1],
    ["a value without a name", "[basic]\n\n= my-secret", 3],
    ["a name with a space in it", "[basic]\nak my-secret=x", 2],
    ["a value outside of a section", "ak=my-secret\n[basic]", 1],
    ["a name that is given twice", "[basic]\nak=a1\nsk=s1\n[basic]\nsk=my-secret", 5],
  ])("refuses %s, by file and line only", async (_case, text, line) => {
    await writeFile(path, text);
    const error = await refusal({ path });
    expect(error.message).toContain(`${path}, line ${line}`);
    expect(error.message).not.toContain("my-secret");
    expect(JSON.stringify(error)).not.toContain("my-secret");
  });

  it.each([
    ["half a key", "[basic]\nak = a1", "sk missing"],
    ["a comment behind a key", "[basic]\nak=a1\nsk=my-secret ; mine", "sk"],
  ])("refuses %s", async (_case, text, named) => {
    await writeFile(path, text);
    const error = await refusal({ path });
    expect(error.message).toContain(named);
    expect(error.message).toContain(path);
    expect(error.message).not.toContain("my-secret");
  });

  it.each([
    ["nothing", ""],
    ["no section [basic]", "[global]\nak=a2\nsk=s2"],
    ["no keys", "[basic]\nproject_id=p1"],
  ])("refuses a file with %s", async (_case, text) => {
    await writeFile(path, text);
    const error = await refusal({ path });
    expect(error.message).toContain(path);
    expect(error.message).toContain("[basic]");
  });

  it("refuses a file that is not there", async () => {
    expect((await refusal({ path })).message).toContain(path);
  });

  it("refuses a path with a file for a folder", async () => {
    await writeFile(path, "");
    expect((await refusal({ path: join(path, "credentials") })).message).toContain(path);
  });

  it("refuses what cannot be read, with the reason", async () => {
    const error = await refusal({ path: folder });
    expect(error.message).toContain(folder);
    expect(error.message).toContain("EISDIR");
    expect(error.cause).toMatchObject({ code: "EISDIR" });
  });

  it("takes the path from HUAWEICLOUD_SDK_CREDENTIALS_FILE", async () => {
    await writeFile(path, "[basic]\nak=a1\nsk=s1");
    const found = await credentialsFromProfile({ env: { HUAWEICLOUD_SDK_CREDENTIALS_FILE: path } });
    expect(found.accessKey).toBe("a1");
  });

  it("prefers the path it is given", async () => {
    await writeFile(path, "[basic]\nak=a1\nsk=s1");
    const env = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(folder, "other") };
    expect((await credentialsFromProfile({ path, env })).accessKey).toBe("a1");
  });

  it("takes ~/.huaweicloud/credentials where nothing else is said", async () => {
    await mkdir(join(folder, ".huaweicloud"));
    await writeFile(join(folder, ".huaweicloud", "credentials"), "[basic]\nak=a1\nsk=s1");
    const found = await credentialsFromProfile({ env: { HOME: folder, HUAWEICLOUD_SDK_CREDENTIALS_FILE: "" } });
    expect(found.accessKey).toBe("a1");
  });

  it.each([{}, { HOME: "" }])("takes the home folder of the user with the environment %j", (env) => {
    expect(profileFile({ env }).path).toBe(join(homedir(), ".huaweicloud", "credentials"));
  });

  it("looks at the environment of the process by default", async () => {
    await writeFile(path, "[basic]\nak=a1\nsk=s1");
    const found = await withEnvironment({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: path }, () => credentialsFromProfile());
    expect(found.accessKey).toBe("a1");
  });
});
