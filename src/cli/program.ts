import { Command, CommanderError, Option } from "commander";
import { version } from "../version.js";
import { id, nonEmpty, numberFrom, refuseSecretArguments } from "./arguments.js";
import { cancel } from "./commands/cancel.js";
import { list } from "./commands/list.js";
import { mock } from "./commands/mock.js";
import { show } from "./commands/show.js";
import { spec } from "./commands/spec.js";
import { wait } from "./commands/wait.js";
import { type Context, widthOf } from "./context.js";
import { exitCode, reportFailure, UsageError } from "./failure.js";
import { addConnectionOptions, addDebugOption, addExample, addWorkflowOption, credentialsHelp } from "./options.js";

const cluster = "f9960c6b-8e60-11ee-9754-0255ac100b05";
const day = 86_400;

function addCluster(command: Command): Command {
  return command.requiredOption("--cluster <id>", "the cluster", id);
}

function addCancel(program: Command): Command {
  const command = program
    .command("cancel")
    .description("Cancel an upgrade workflow, or those of a file. Shows it first, and asks.")
    .option("--cluster <id>", "the cluster", id);
  addConnectionOptions(addWorkflowOption(command))
    .option("--yes", "do not ask; without a terminal it has to be given")
    .option("--dry-run", "print the request as curl, secrets masked, and send nothing")
    .addOption(
      new Option("--if-already-cancelled <what>", "what a workflow that is cancelled already means")
        .choices(["refuse", "succeed"])
        .default("refuse"),
    )
    .option(
      "--settle-s <seconds>",
      "how long to look whether a cancel took effect whose answer was lost",
      numberFrom(0, day),
      30,
    )
    .addOption(
      new Option("--from <file>", "cancel the workflows of a file: CSV or JSON lines")
        .argParser(nonEmpty)
        .conflicts(["cluster", "workflow"]),
    )
    .option("--done-file <file>", "with --from: add each result to this file, and skip what it says is done", nonEmpty)
    .option("--concurrency <number>", "with --from: how many at a time", numberFrom(1, 64, true), 4)
    .option(
      "--writes-per-minute <number>",
      "with --from: how many cancels a minute; the service takes about 10",
      numberFrom(1, 100_000, true),
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
    .description("Wait until an upgrade workflow has stopped or is finished. Exit code 0 when it has, in any phase.");
  addConnectionOptions(addWorkflowOption(addCluster(command)))
    .addOption(
      new Option("--until <state>", "finished: Success or Cancel; stopped: that or Pending")
        .choices(["finished", "stopped"])
        .default("stopped"),
    )
    .option("--timeout-s <seconds>", "longest time to wait; then the exit code is 1", numberFrom(0, 30 * day))
    .option("--poll-s <seconds>", "first time between two reads; grows to a minute", numberFrom(0.01, 3600), 5);
  return addExample(command, `cce-upgrade wait --cluster ${cluster} --timeout-s 3600`);
}

function addMock(program: Command): Command {
  const command = program
    .command("mock")
    .description("Run a mock of the service until Ctrl-C. Needs the package @stoplight/prism-http.")
    .option("--port <number>", "port to listen on; 0 takes a free one", numberFrom(0, 65_535, true), 4010)
    .option("--host <address>", "address to listen on", nonEmpty, "127.0.0.1")
    .option("--state <file>", 'workflows the mock knows: { "workflows": [ … ] }', nonEmpty);
  return addExample(command, "cce-upgrade mock --port 0 --state workflows.json");
}

/** Builds the commands. `done` is given the exit code of the one that ran. */
export function buildProgram(context: Context, done: (code: number) => void): Command {
  const program = new Command("cce-upgrade")
    .description("Look at the upgrade workflows of a Huawei Cloud CCE cluster, and cancel one that is stuck.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      // Errors are told at one place, with all others.
      outputError: () => undefined,
      getOutHelpWidth: () => widthOf(context.stdout) ?? 100,
      getErrHelpWidth: () => widthOf(context.stderr) ?? 100,
    })
    .addHelpText("after", "\nExit codes: 0 done, 1 refused or failed, 2 usage or configuration.");
  addDebugOption(program);
  const asking = (command: Command) => addDebugOption(command).addHelpText("after", credentialsHelp);
  const run =
    <O>(body: (context: Context, options: O) => number | Promise<number>) =>
    async (options: O): Promise<void> => {
      done(await body(context, options));
    };

  const listCommand = program.command("list").description("List the upgrade workflows of a cluster.");
  addConnectionOptions(addCluster(listCommand));
  asking(addExample(listCommand, `cce-upgrade list --cluster ${cluster}`)).action(run(list));

  const showCommand = program.command("show").description("Draw an upgrade workflow: tasks, times, what is wrong.");
  addConnectionOptions(addWorkflowOption(addCluster(showCommand)));
  asking(addExample(showCommand, `cce-upgrade show --cluster ${cluster}`)).action(run(show));

  asking(addCancel(program)).action(run(cancel));
  asking(addWait(program)).action(run(wait));
  addDebugOption(addMock(program)).action(run(mock));
  const specCommand = program.command("spec").description("Print the OpenAPI document of the service.");
  addDebugOption(addExample(specCommand, "cce-upgrade spec")).action(run(spec));
  return program;
}

/** What commander says, without the value of an option that may be a secret. */
function usageOf(error: CommanderError): UsageError {
  const text = error.message.replace(/^error: /, "").replace(/(unknown option '[^'=]*)=[^']*'/, "$1'");
  return new UsageError(`${text} (see --help)`);
}

/**
 * Runs the command line.
 *
 * @returns The exit code.
 */
export async function run(context: Context): Promise<number> {
  let code: number = exitCode.done;
  try {
    refuseSecretArguments(context.args);
    const program = buildProgram(context, (given) => {
      code = given;
    });
    await program.parseAsync([...context.args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(context, error);
    if (error.exitCode === 0) return exitCode.done;
    // Without a command the help has been shown, and says more than a line.
    return error.code === "commander.help" ? exitCode.usage : reportFailure(context, usageOf(error));
  }
}
