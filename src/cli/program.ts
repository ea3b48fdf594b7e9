import { Command, CommanderError, Option } from "commander";
import { version } from "../version.js";
import { id, nonEmpty, refuseSecretArguments, time, wholeNumber } from "./session/arguments.js";
import type { ActCommandOptions } from "./act/options.js";
import { cancel } from "./commands/cancel.js";
import { confirm } from "./commands/confirm.js";
import { doctor } from "./commands/doctor.js";
import { list } from "./commands/list.js";
import { mock } from "./commands/mock.js";
import { recheck } from "./commands/recheck.js";
import { retry } from "./commands/retry.js";
import { show } from "./commands/show.js";
import { spec } from "./commands/spec.js";
import { wait } from "./commands/wait.js";
import { why } from "./commands/why.js";
import { type Context, say } from "./session/context.js";
import { CommandError, exitCode, interruptedExitCode, reportFailure, UsageError } from "./session/failure.js";
import {
  type ConnectionOptions,
  addConnectionOptions,
  addDebugOption,
  addExample,
  addNote,
  addWorkflowOption,
  credentialsHelp,
  exitCodesHelp,
} from "./session/options.js";

const exampleCluster = "f9960c6b-8e60-11ee-9754-0255ac100b05";
const day = 86_400;

function addCluster(command: Command): Command {
  // With `requiredOption`, commander would report a missing --cluster before it reports an unknown option.
  return command.option("--cluster <id>", "the cluster (required)", id).hook("preAction", (_, action) => {
    if (action.opts()["cluster"] === undefined) throw new UsageError("Give --cluster (see --help).");
  });
}

function addList(program: Command): Command {
  const command = program.command("list").description("List the upgrade workflows of a cluster.");
  return addExample(addConnectionOptions(addCluster(command)), `cce-upgrade list --cluster ${exampleCluster}`);
}

function addShow(program: Command): Command {
  const command = program.command("show").description("Draw an upgrade workflow: its tasks, their times, what failed.");
  addConnectionOptions(addWorkflowOption(addCluster(command)));
  return addExample(command, `cce-upgrade show --cluster ${exampleCluster}`);
}

function addWhy(program: Command): Command {
  const command = program
    .command("why")
    .description("Explain why an upgrade is stuck, item by item and node by node, and what fits next. Only reads.");
  addConnectionOptions(
    addWorkflowOption(addCluster(command)),
    "print the explanation as an object (why.schema.json) and nothing else; a failure is an object on standard error",
  ).option("--all", "list every failed item and step, not only the first 20 of each");
  return addExample(command, `cce-upgrade why --cluster ${exampleCluster}`);
}

function addCancel(program: Command): Command {
  const command = program
    .command("cancel")
    .description("Cancel an upgrade workflow, or all that a file lists. Shows it and asks first.")
    .option("--cluster <id>", "the cluster", id);
  addConnectionOptions(addWorkflowOption(command))
    .option("--yes", "do not ask; required without a terminal")
    .option("--dry-run", "read the workflow and print the cancel request as a curl command instead of sending it")
    .addOption(
      new Option("--if-already-cancelled <what>", "how to treat a workflow that is already cancelled")
        .choices(["refuse", "succeed"])
        .default("refuse"),
    )
    .option(
      "--settle-s <time>",
      "how long to check whether a cancel without a response took effect: seconds, or 30s, 5m",
      time(0, day),
      30,
    )
    .addOption(
      new Option("--from <file>", "cancel the workflows listed in a file: CSV or JSON lines")
        .argParser(nonEmpty)
        .conflicts(["cluster", "workflow"]),
    )
    .option(
      "--done-file <file>",
      "with --from: record each result in this file, and skip the rows it records as done",
      nonEmpty,
    )
    .option("--concurrency <number>", "with --from: how many at a time", wholeNumber(1, 64), 4)
    .option(
      "--writes-per-minute <number>",
      "with --from: how many cancels a minute; the service accepts about 10",
      wholeNumber(1, 100_000),
      10,
    );
  addNote(
    command,
    "\nThe file needs the column cluster_id; upgrade_workflow_id (default: the current one), project_id and autopilot " +
      "are optional. The whole file is checked before anything is sent. After Ctrl-C no new row is started.",
  );
  return addExample(
    command,
    `cce-upgrade cancel --cluster ${exampleCluster} --yes`,
    "cce-upgrade cancel --from clusters.csv --done-file done.jsonl --yes",
  );
}

/** The options that `retry`, `recheck` and `confirm` share. */
function addAct(command: Command, name: string, caution: string): Command {
  addConnectionOptions(addWorkflowOption(addCluster(command)), "print the task and the workflow, and nothing else")
    .option("--yes", "do not ask; required without a terminal")
    .option("--dry-run", "read, and print the request as a curl command instead of sending it")
    .option(
      "--settle-s <time>",
      "how long to check whether a request without a usable response took effect: seconds, or 30s, 5m",
      time(0, day),
      30,
    );
  return addExample(addNote(command, `\n${caution}`), `cce-upgrade ${name} --cluster ${exampleCluster} --dry-run`);
}

const restricted =
  "The vendor opens the upgrade operations upon request and recommends the console instead because of the risk.";

function addRetry(program: Command): Command {
  const command = program
    .command("retry")
    .description("Execute the failed upgrade task of a cluster again. Shows the workflow and asks first.")
    .option("--wait", "wait until the task has ended");
  return addAct(command, "retry", `${restricted}\nFix what made the task fail before you retry it.`);
}

function addRecheck(program: Command): Command {
  const command = program
    .command("recheck")
    .description("Start a new pre-upgrade check. Shows the workflow and asks first.")
    .option(
      "--skip <item>",
      "leave out an item that the last check calls a Risk; may be given several times",
      (item: string, others: readonly string[] | undefined) => [...(others ?? []), nonEmpty(item)],
    )
    .option("--wait", "wait until the check has ended, and list what failed");
  return addAct(
    command,
    "recheck",
    `${restricted}\nSkip an item only after you have understood and accepted its risk.`,
  );
}

function addConfirm(program: Command): Command {
  const command = program
    .command("confirm")
    .description(
      "Confirm after an upgrade that the cluster and its workloads are fine. Tests nothing. Shows the workflow and " +
        "asks first.",
    );
  return addAct(command, "confirm", `${restricted}\nLook at the cluster and its workloads before you confirm.`);
}

function addWait(program: Command): Command {
  const command = program
    .command("wait")
    .description(
      "Wait until an upgrade workflow has stopped or is finished: the current one unless --workflow is given, " +
        "or the last one if all are finished.",
    );
  addConnectionOptions(addWorkflowOption(addCluster(command)))
    .addOption(
      new Option(
        "--until <state>",
        "stopped: Success, Cancel or Pending; finished: Success or Cancel; success, cancelled: only that end, with exit code 3 for the other",
      )
        .choices(["finished", "stopped", "success", "cancelled"])
        .default("stopped"),
    )
    .option("--timeout-s <time>", "how long to wait at most: seconds, or 90s, 5m, 1h30m", time(0, 30 * day))
    .option("--poll-s <time>", "time between two reads, growing to one minute", time(0.01, 3600), 5);
  return addExample(command, `cce-upgrade wait --cluster ${exampleCluster} --timeout-s 1h30m`);
}

function addDoctor(program: Command): Command {
  const command = program
    .command("doctor")
    .description(
      "Check before an upgrade that a cancel would work: configuration, network, proxy, TLS, clock, permissions, and " +
        "whether the responses of the service match the contract. Sends only reads.",
    );
  addConnectionOptions(addCluster(command), "print the checks as an object").addOption(
    new Option(
      "--issue",
      "print a report to paste into an issue of this project, without addresses, IDs or values",
    ).conflicts("json"),
  );
  return addExample(command, `cce-upgrade doctor --cluster ${exampleCluster}`);
}

function addMock(program: Command): Command {
  const command = program
    .command("mock")
    .description("Run a mock of the service until Ctrl-C.")
    .option("--port <number>", "port to listen on; 0 for a free one", wholeNumber(0, 65_535), 4010)
    .option("--host <address>", "address to listen on", nonEmpty, "127.0.0.1")
    .option("--state <file>", 'the state of the mock: { "workflows": [ … ], "clusters": { … } }', nonEmpty);
  return addExample(command, "cce-upgrade mock --port 0 --state workflows.json");
}

function addSpec(program: Command): Command {
  const command = program.command("spec").description("Print the OpenAPI document of the service.");
  return addExample(command, "cce-upgrade spec");
}

/** How a command ended. */
interface Ending {
  readonly code: number;
  /** Whether the command did more than print, so that its exit code stands even if its output is lost. */
  readonly isWork: boolean;
}

/** Builds the commands. The one that runs passes its ending to `end`. */
export function buildProgram(context: Context, end: (ending: Ending) => void): Command {
  const { stdout, stderr } = context;
  const program = new Command("cce-upgrade")
    .description("Find out why the upgrade of a Huawei Cloud CCE cluster is stuck, go on with it or cancel it.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        stdout.write(text);
      },
      writeErr: (text) => {
        stderr.write(text);
      },
      // reportFailure reports all errors.
      outputError: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    });
  addDebugOption(addNote(program, exitCodesHelp));

  const addAction = <O>(
    command: Command,
    body: (context: Context, options: O) => number | Promise<number>,
    isWork: (options: O) => boolean,
  ) =>
    addDebugOption(command).action(async (options: O) => {
      end({ code: await body(context, options), isWork: isWork(options) });
    });
  /** The action of a command that calls the service. After a signal, the exit code is that of the signal. */
  const addCall = <O extends ConnectionOptions & { readonly from?: string }>(
    command: Command,
    body: (context: Context, options: O) => Promise<number>,
    isWork: (options: O) => boolean,
  ) => {
    const run = async (_: Context, options: O) => {
      // A batch prints its results, and is not quiet.
      const isQuiet = options.json === true && options.from === undefined && !context.args.includes("--debug");
      const code = await body({ ...context, isQuiet }, options);
      return interruptedExitCode(context) ?? code;
    };
    addAction(addNote(addNote(command, credentialsHelp), exitCodesHelp), run, isWork);
  };
  const never = () => false;
  const always = () => true;
  addCall(addList(program), list, never);
  addCall(addShow(program), show, never);
  addCall(addWhy(program), why, never);
  addCall(addDoctor(program), doctor, never);
  addCall(addCancel(program), cancel, ({ dryRun }) => dryRun !== true);
  const sends = ({ dryRun }: ActCommandOptions) => dryRun !== true;
  addCall(addRetry(program), retry, sends);
  addCall(addRecheck(program), recheck, sends);
  addCall(addConfirm(program), confirm, sends);
  addCall(addWait(program), wait, always);
  addAction(addMock(program), mock, always);
  addAction(addSpec(program), spec, never);
  return program;
}

/** A usage error in commander's words, without the value of an option, which may be a secret. */
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
    // Without a command, commander has shown the help.
    return error.code === "commander.help" ? { code: exitCode.usage, isWork: true } : failed(usageOf(error));
  }
}

/** Resolves when the output has reached its readers or never will, or when the command is interrupted. */
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
  // A reader may stop before the end (`| head`).
  if (failure === undefined || failure.code === "EPIPE") return code;
  const lost = new CommandError(`Standard output cannot be written: ${failure.message}.`);
  if (!isWork) return reportFailure(context, lost);
  say(context, `${lost.message} The command continued without it.`);
  return code;
}
