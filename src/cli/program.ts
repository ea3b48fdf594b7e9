import { Command, CommanderError, Option } from "commander";
import { version } from "../version.js";
import { id, nonEmpty, refuseSecretArguments, time, wholeNumber } from "./session/arguments.js";
import { cancel } from "./commands/cancel.js";
import { list } from "./commands/list.js";
import { mock } from "./commands/mock.js";
import { show } from "./commands/show.js";
import { spec } from "./commands/spec.js";
import { wait } from "./commands/wait.js";
import { type Context, say } from "./session/context.js";
import { CommandError, exitCode, interruptedExitCode, reportFailure, UsageError } from "./session/failure.js";
import {
  type ConnectionOptions,
  addConnectionOptions,
  addDebugOption,
  addExample,
  addWorkflowOption,
  credentialsHelp,
  exitCodesHelp,
} from "./session/options.js";

const cluster = "f9960c6b-8e60-11ee-9754-0255ac100b05";
const day = 86_400;

function addCluster(command: Command): Command {
  // Not a `requiredOption`: commander tells of one that is missing before one that it does not know.
  return command.option("--cluster <id>", "the cluster (required)", id).hook("preAction", (_, action) => {
    if (action.opts()["cluster"] === undefined) throw new UsageError("Give --cluster (see --help).");
  });
}

function addCancel(program: Command): Command {
  const command = program
    .command("cancel")
    .description("Cancel an upgrade workflow, or those of a file. Shows it first, and asks.")
    .option("--cluster <id>", "the cluster", id);
  addConnectionOptions(addWorkflowOption(command))
    .option("--yes", "do not ask; without a terminal it has to be given")
    .option("--dry-run", "read the workflow, print what would be sent as curl, and send no cancel")
    .addOption(
      new Option("--if-already-cancelled <what>", "what a workflow that is cancelled already means")
        .choices(["refuse", "succeed"])
        .default("refuse"),
    )
    .option(
      "--settle-s <time>",
      "how long to look whether a cancel took effect whose answer was lost: seconds, or 30s, 5m",
      time(0, day),
      30,
    )
    .addOption(
      new Option("--from <file>", "cancel the workflows of a file: CSV or JSON lines")
        .argParser(nonEmpty)
        .conflicts(["cluster", "workflow"]),
    )
    .option("--done-file <file>", "with --from: add each result to this file, and skip what it says is done", nonEmpty)
    .option("--concurrency <number>", "with --from: how many at a time", wholeNumber(1, 64), 4)
    .option(
      "--writes-per-minute <number>",
      "with --from: how many cancels a minute; the service takes about 10",
      wholeNumber(1, 100_000),
      10,
    );
  command.addHelpText(
    "after",
    "\nThe file has the columns cluster_id, and where needed upgrade_workflow_id (default: the current one),\n" +
      "project_id and autopilot. It is checked as a whole before anything is sent. Ctrl-C starts no further ones.",
  );
  return addExample(
    command,
    `cce-upgrade cancel --cluster ${cluster} --yes`,
    "cce-upgrade cancel --from clusters.csv --done-file done.jsonl --yes",
  );
}

function addWait(program: Command): Command {
  const command = program
    .command("wait")
    .description(
      "Wait until an upgrade workflow has stopped or is finished. Without --workflow the current one is meant, " +
        "and where all are finished the last one.",
    );
  addConnectionOptions(addWorkflowOption(addCluster(command)))
    .addOption(
      new Option(
        "--until <state>",
        "stopped: Success, Cancel or Pending; finished: Success or Cancel; success or cancelled: that one, else the exit code is 3",
      )
        .choices(["finished", "stopped", "success", "cancelled"])
        .default("stopped"),
    )
    .option("--timeout-s <time>", "longest time to wait: seconds, or 90s, 5m, 1h30m", time(0, 30 * day))
    .option("--poll-s <time>", "first time between two reads; grows to a minute", time(0.01, 3600), 5);
  return addExample(command, `cce-upgrade wait --cluster ${cluster} --timeout-s 1h30m`);
}

function addMock(program: Command): Command {
  const command = program
    .command("mock")
    .description("Run a mock of the service until Ctrl-C. Needs the package @stoplight/prism-http.")
    .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber(0, 65_535), 4010)
    .option("--host <address>", "address to listen on", nonEmpty, "127.0.0.1")
    .option("--state <file>", 'workflows the mock knows: { "workflows": [ … ] }', nonEmpty);
  return addExample(command, "cce-upgrade mock --port 0 --state workflows.json");
}

/** How a command ended. */
interface Ending {
  readonly code: number;
  /** Whether there was more to do than to print: then the exit code tells what became of that. */
  readonly isWork: boolean;
}

/** Builds the commands. `end` is told how the one that ran has ended. */
export function buildProgram(context: Context, end: (ending: Ending) => void): Command {
  const { stdout, stderr } = context;
  const program = new Command("cce-upgrade")
    .description("Look at the upgrade workflows of a Huawei Cloud CCE cluster, and cancel one that is stuck.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        stdout.write(text);
      },
      writeErr: (text) => {
        stderr.write(text);
      },
      // Errors are told at one place, with all others.
      outputError: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    })
    .addHelpText("after", exitCodesHelp);
  addDebugOption(program);
  const asking = (command: Command) =>
    addDebugOption(command).addHelpText("after", credentialsHelp).addHelpText("after", exitCodesHelp);
  const run =
    <O>(body: (context: Context, options: O) => number | Promise<number>, isWork: (options: O) => boolean) =>
    async (options: O): Promise<void> => {
      end({ code: await body(context, options), isWork: isWork(options) });
    };
  /** One that asks the service: a signal is what has ended it. */
  const ask = <O extends ConnectionOptions & { readonly from?: string }>(
    body: (context: Context, options: O) => Promise<number>,
    isWork: (options: O) => boolean,
  ) =>
    run<O>(async (_, options) => {
      // A batch talks on: its results are on standard output.
      const isQuiet = options.json === true && options.from === undefined && !context.args.includes("--debug");
      const code = await body({ ...context, isQuiet }, options);
      return interruptedExitCode(context) ?? code;
    }, isWork);
  const never = () => false;
  const always = () => true;

  const listCommand = program.command("list").description("List the upgrade workflows of a cluster.");
  addConnectionOptions(addCluster(listCommand));
  asking(addExample(listCommand, `cce-upgrade list --cluster ${cluster}`)).action(ask(list, never));

  const showCommand = program.command("show").description("Draw an upgrade workflow: tasks, times, what is wrong.");
  addConnectionOptions(addWorkflowOption(addCluster(showCommand)));
  asking(addExample(showCommand, `cce-upgrade show --cluster ${cluster}`)).action(ask(show, never));

  asking(addCancel(program)).action(ask(cancel, ({ dryRun }) => dryRun !== true));
  asking(addWait(program)).action(ask(wait, always));
  addDebugOption(addMock(program)).action(run(mock, always));
  const specCommand = program.command("spec").description("Print the OpenAPI document of the service.");
  addDebugOption(addExample(specCommand, "cce-upgrade spec")).action(run(spec, never));
  return program;
}

/** What commander says, without the value of an option that may be a secret. */
function usageOf(error: CommanderError): UsageError {
  const text = error.message.replace(/^error: /, "").replace(/(unknown option '[^'=]*)=[^']*'/, "$1'");
  return new UsageError(`${text} (see --help)`);
}

async function runCommand(context: Context): Promise<Ending> {
  let ending: Ending = { code: exitCode.done, isWork: false };
  try {
    refuseSecretArguments(context.args);
    const program = buildProgram(context, (given) => {
      ending = given;
    });
    await program.parseAsync([...context.args], { from: "user" });
    return ending;
  } catch (error) {
    const failed = (reason: unknown): Ending => ({ code: reportFailure(context, reason), isWork: true });
    if (!(error instanceof CommanderError)) return failed(error);
    if (error.exitCode === 0) return ending;
    // Without a command the help has been shown, and says more than a line.
    return error.code === "commander.help" ? { code: exitCode.usage, isWork: true } : failed(usageOf(error));
  }
}

/** Resolves when the output is with its readers or cannot get there, or somebody will not wait for that. */
async function flush({ stdout, stderr, interrupted }: Context): Promise<void> {
  const flushed = Promise.all([stdout.flushed(), stderr.flushed()]);
  const left = new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener("abort", () => {
      resolve();
    });
  });
  await Promise.race([flushed, left]);
}

/**
 * Runs the command line.
 *
 * @returns The exit code.
 */
export async function run(context: Context): Promise<number> {
  const { code, isWork } = await runCommand(context);
  await flush(context);
  const { failure } = context.stdout;
  // Whoever reads the output may stop before its end (`| head`).
  if (failure === undefined || failure.code === "EPIPE") return code;
  const told = new CommandError(`Standard output cannot be written: ${failure.message}.`);
  if (!isWork) return reportFailure(context, told);
  say(context, `${told.message} The command went on without it.`);
  return code;
}
