import type { Credentials, CredentialsProvider } from "../../auth/credentials.js";
import { isKeyText, protectSecrets } from "../../auth/protect.js";
import { locateCredentials } from "../../node/chain.js";
import type { LocalCredentials } from "../../node/keySet.js";
import { type Context, variable } from "./context.js";
import { UsageError } from "./failure.js";

/** Credentials, and their project if the place they come from names one. */
export interface FoundCredentials {
  readonly credentials: Credentials | CredentialsProvider;
  readonly projectId: string | undefined;
  /** What they are and where they come from, in words. */
  readonly place: string;
  /** Where their project comes from, in words; `undefined` if nothing names it. */
  readonly projectPlace: string | undefined;
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
  const project = variable(context, "HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID");
  const credentials = protectSecrets({ token });
  return { credentials, projectId: project?.value, place: `a token ${place}`, projectPlace: project?.name };
}

/**
 * Finds credentials: the token from standard input or the environment, else an access key in the places of the vendor's
 * SDKs.
 *
 * @throws UsageError or CceConfigError if there are none or they are malformed.
 */
export async function findCredentials(context: Context, tokenStdin: boolean): Promise<FoundCredentials> {
  if (tokenStdin) return tokenFrom(context, await readStdin(context), "on standard input");
  const token = context.env["CCE_TOKEN"] ?? "";
  if (token !== "") return tokenFrom(context, token, "in CCE_TOKEN");
  const locate = locateCredentials({ env: context.env });
  const { credentials: first, place, projectPlace } = await locate();
  remember(context, first);
  let unused: LocalCredentials | undefined = first;
  const credentials = async (): Promise<LocalCredentials> => {
    const found = unused ?? (await locate()).credentials;
    unused = undefined;
    remember(context, found);
    return found;
  };
  return { credentials, projectId: first.projectId, place: `an access key in ${place}`, projectPlace };
}
