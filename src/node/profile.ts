import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CceConfigError } from "../base/errors.js";
import type { Environment } from "./env.js";
import { readKeySet, type LocalCredentials } from "./keySet.js";

/** Options of {@link credentialsFromProfile}. */
export interface ProfileOptions {
  /** The file. Default: `HUAWEICLOUD_SDK_CREDENTIALS_FILE` of `env`, or else `~/.huaweicloud/credentials`. */
  readonly path?: string;
  /** The environment variables. Default: `process.env`. */
  readonly env?: Environment;
}

/** A profile file, and whether the caller or the environment named it. */
export interface ProfileFile {
  readonly path: string;
  readonly named: boolean;
}

const section = "basic";

const names = { accessKey: "ak", secretKey: "sk", securityToken: "security_token", projectId: "project_id" };

function homeOf(env: Environment): string {
  const home = env["HOME"] ?? "";
  return home === "" ? homedir() : home;
}

/** The file according to the options and the environment. */
export function profileFile({ path, env = process.env }: ProfileOptions): ProfileFile {
  const named = path ?? env["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] ?? "";
  return named === ""
    ? { path: join(homeOf(env), ".huaweicloud", "credentials"), named: false }
    : { path: named, named: true };
}

type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Parses an INI file strictly: `[section]`, `name = value`, and comments on their own lines after `;` or `#`. A value
 * is the rest of its line, verbatim. `place` is the file, for messages, which never show a line.
 */
function parseIni(text: string, place: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const refuse = (reason: string): never => {
      throw new CceConfigError("credentials", `${place}, line ${index + 1}: ${reason}`);
    };
    // Removes a byte order mark, too.
    const content = line.trim();
    if (content === "" || content.startsWith(";") || content.startsWith("#")) continue;
    const title = /^\[([^[\]]+)\]$/.exec(content)?.[1]?.trim();
    if (title !== undefined && title !== "") {
      current = sections.get(title) ?? new Map<string, string>();
      sections.set(title, current);
      continue;
    }
    const [, name, value] = /^([\w.-]+)\s*=\s*(.*)$/.exec(content) ?? refuse("expected [section] or name = value");
    if (current === undefined) return refuse("a value before the first [section]");
    const key = String(name).toLowerCase();
    if (current.has(key)) refuse("a name that is already in this section");
    current.set(key, String(value));
  }
  return sections;
}

/** Reads a file; `undefined` if there is none. */
async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new CceConfigError("credentials", `${path} cannot be read (${String(code)})`, { cause });
  }
}

/** Like {@link credentialsFromProfile}, but returns `undefined` if the file is missing or has no key. */
export async function findInProfile(path: string): Promise<LocalCredentials | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const values = parseIni(text, path).get(section);
  return readKeySet(names, (name) => values?.get(name), `section [${section}] of ${path}`);
}

/** The error for a file without credentials. */
export function nothingInProfile(path: string): CceConfigError {
  return new CceConfigError("credentials", `No credentials in ${path}: it has no section [${section}] with ak and sk`);
}

/**
 * Reads an access key from the profile file of the vendor's SDKs: the section `[basic]` with `ak`, `sk` and, where
 * needed, `security_token` and `project_id`. Other sections and names are ignored. Quotes have no special meaning;
 * comments need their own lines.
 *
 * @returns The key, with the project ID if the file has one. Logs do not show its secrets.
 * @throws {CceConfigError} The file is missing, unreadable, malformed (the message gives the number of the line, not
 *   its text), or has no complete key.
 * @see https://github.com/huaweicloud/huaweicloud-sdk-go-v3
 */
export async function credentialsFromProfile(options: ProfileOptions = {}): Promise<LocalCredentials> {
  const { path } = profileFile(options);
  const found = await findInProfile(path);
  if (found === undefined) throw nothingInProfile(path);
  return found;
}
