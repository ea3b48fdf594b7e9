import type { Command } from "commander";
import { id, nonEmpty } from "./arguments.js";

/** Options of every command that calls the service. */
export interface ConnectionOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly project?: string;
  readonly iamEndpoint?: string;
  readonly autopilot?: boolean;
  readonly tokenStdin?: boolean;
  readonly json?: boolean;
}

/** {@link ConnectionOptions} with a cluster and a workflow of it. */
export interface TargetOptions extends ConnectionOptions {
  readonly cluster: string;
  readonly workflow?: string;
}

/** Adds {@link ConnectionOptions}. */
export function addConnectionOptions(
  command: Command,
  json = "print the service's object and nothing else; a failure is an object on standard error",
): Command {
  return command
    .option("--region <name>", "region of the clusters (env: CCE_REGION, HW_REGION_NAME)", nonEmpty)
    .option("--endpoint <url>", "address of the service instead of --region (env: CCE_ENDPOINT)", nonEmpty)
    .option(
      "--project <id>",
      "project of the clusters (env: CCE_PROJECT_ID); default: that of the credentials, else the region's",
      id,
    )
    .option("--iam-endpoint <url>", "address of IAM, to look up the region's project", nonEmpty)
    .option("--autopilot", "the cluster is an Autopilot cluster")
    .option("--token-stdin", "read a token from standard input")
    .option("--json", json);
}

/** The workflow of a cluster; by default the one that is not finished. */
export function addWorkflowOption(command: Command): Command {
  return command.option("--workflow <id>", "the workflow; default: the current one, which is not finished", id);
}

/** Adds the option that {@link reportFailure} reads from the arguments. */
export function addDebugOption(command: Command): Command {
  return command.option("--debug", "show each request and where an error comes from, without secrets");
}

/**
 * Adds a text to the end of the help, wrapped to the width of the terminal. In an indented line, what follows two spaces
 * stays in its column.
 */
export function addNote(command: Command, text: string): Command {
  return command.addHelpText("after", ({ command: shown }) => {
    const help = shown.createHelp();
    const width = shown.configureOutput().getOutHelpWidth?.() ?? 80;
    const lines = text.split("\n").map((line) => {
      const [, term = "", rest = line] = /^( +\S.* {2,})(\S.*)$/.exec(line) ?? [];
      return term + help.boxWrap(rest, width - term.length).replaceAll("\n", `\n${" ".repeat(term.length)}`);
    });
    return lines.join("\n");
  });
}

/** Adds an example to the help. A test runs each line after a `$`. */
export function addExample(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExample:\n${lines.map((line) => `  $ ${line}`).join("\n")}`);
}

/** The environment, in the help of the commands that call the service. */
export const credentialsHelp = `
Credentials, from the first place that has some:
  --token-stdin, CCE_TOKEN          a token of IAM
  HUAWEICLOUD_SDK_AK and _SK        an access key; also CLOUD_SDK_AK and _SK, HW_ACCESS_KEY and HW_SECRET_KEY
  ~/.huaweicloud/credentials        section [basic] with ak and sk
  the metadata service              of an ECS server with an agency

Proxies: HTTPS_PROXY, HTTP_PROXY and NO_PROXY apply.`;

/** The exit codes, in the help of the commands that use all of them. */
export const exitCodesHelp = `
Exit codes:
  0    done
  1    failed, or not confirmed
  2    usage or configuration; nothing was changed
  3    refused: the state of the workflow does not allow it, or it ended in another state
  4    the request was sent, and it is not known whether it took effect
  5    the time for a wait ran out
  129  130  143   ended by SIGHUP, Ctrl-C, SIGTERM`;
