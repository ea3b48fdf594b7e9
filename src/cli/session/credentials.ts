import type { Credentials, CredentialsProvider } from "../../auth/credentials.js";
import { isKeyText, protectSecrets } from "../../auth/protect.js";
import { defaultCredentials } from "../../node/chain.js";
import type { LocalCredentials } from "../../node/keySet.js";
import type { Context } from "./context.js";
import { UsageError } from "./failure.js";

/** The variable a token is read from. */
export const tokenVariable = "CCE_TOKEN";

/** Credentials, and the project they are meant for where their place says so. */
export interface FoundCredentials {
  readonly credentials: Credentials | CredentialsProvider;
  readonly projectId: string | undefined;
}

const maxTokenCharacters = 65_536;

async function readStdin({ stdin }: Context): Promise<string> {
  if (stdin.isTTY === true) {
    throw new UsageError("--token-stdin reads a token from standard input, which is a terminal. Pipe the token in.");
  }
  let text = "";
  stdin.setEncoding("utf8");
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > maxTokenCharacters) throw new UsageError("Standard input is too long to be a token.");
  }
  return text;
}

function remember({ secrets }: Context, found: LocalCredentials): void {
  for (const secret of [found.accessKey, found.secretKey, found.securityToken]) {
    if (secret !== undefined) secrets.add(secret);
  }
}

function tokenFrom(context: Context, text: string, place: string): FoundCredentials {
  const token = text.trim();
  if (!isKeyText(token)) throw new UsageError(`The token ${place} is empty, or has a character that no token has.`);
  context.secrets.add(token);
  const { env } = context;
  const projectId = [env["HUAWEICLOUD_SDK_PROJECT_ID"], env["HW_PROJECT_ID"]].find((value) => (value ?? "") !== "");
  return { credentials: protectSecrets({ token }), projectId };
}

/** The token that was given, if one was. */
async function findToken(context: Context, tokenStdin: boolean): Promise<FoundCredentials | undefined> {
  if (tokenStdin) return tokenFrom(context, await readStdin(context), "on standard input");
  const token = context.env[tokenVariable] ?? "";
  return token === "" ? undefined : tokenFrom(context, token, `in ${tokenVariable}`);
}

/**
 * Finds credentials: the token of standard input or of the environment, else an access key as the vendor's SDKs find it.
 *
 * @throws UsageError or CceConfigError when there are none or they are malformed.
 */
export async function findCredentials(context: Context, tokenStdin: boolean): Promise<FoundCredentials> {
  const token = await findToken(context, tokenStdin);
  if (token !== undefined) return token;
  const lookUp = defaultCredentials({ env: context.env });
  const first = await lookUp();
  remember(context, first);
  let held: LocalCredentials | undefined = first;
  const credentials = async (): Promise<LocalCredentials> => {
    const found = held ?? (await lookUp());
    held = undefined;
    remember(context, found);
    return found;
  };
  return { credentials, projectId: first.projectId };
}
