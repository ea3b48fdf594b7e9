import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../helpers/calls.js";
import { freePort } from "../helpers/server.js";
import { run } from "../../src/cli/program.js";
import { fakeTerminal, ids, runHere, useCli, userOf, withMock, workflowOf } from "./support.js";

const cli = useCli();

const state = JSON.stringify({ workflows: [workflowOf("Pending")] });

describe("mock", () => {
  it("prints its address, keeps the workflows of a file, and ends with 0 on Ctrl-C", async () => {
    const port = await freePort();
    const place = ["mock", "--port", String(port), "--host", "localhost"];
    const running = cli.start([...place, "--state", cli.file("state.json", state)]);
    await running.wrote(/Stop it with Ctrl-C/);
    const url = await running.wrote(/^http:\S+/);
    expect(url).toMatch(new RegExp(`:${port}$`));
    const { stdout: shown } = await runHere(["show", "--cluster", ids.cluster, "--json"], userOf(url));
    expect(JSON.parse(shown)).toEqual(workflowOf("Pending"));

    const second = await runHere(place);
    expect({ code: second.code, stdout: second.stdout }).toEqual({ code: 2, stdout: "" });
    expect(second.stderr).toContain(String(port));

    running.signal("SIGINT");
    const { code, stdout } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${url}\n` });
  });

  it.each([
    ["is missing", "no.json", undefined, "cannot be read"],
    ["is not JSON", "bad.json", "{", "is not JSON"],
    ["is no state", "odd.json", '{ "workflows": [{}] }', "workflows[0].metadata must be an object, but is missing"],
  ])("refuses a state file that %s", async (_, name, text, message) => {
    const path = text === undefined ? name : cli.file(name, text);
    const { code, stdout, stderr } = await runHere(["mock", "--port", "0", "--state", path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("spec", () => {
  it("prints the document of the package, byte for byte", async () => {
    const { code, stdout, stderr } = await cli.run(["spec"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(readFileSync(join(process.cwd(), "generated", "openapi.json"), "utf8"));
  });

  it("is quiet when its reader goes away", async () => {
    const { code, stderr } = await cli.run(["cce-upgrade spec | head -c 1; cce-upgrade spec | true"], { shell: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("help", () => {
  const exitCodes = `
Exit codes:
  0    done
  1    failed, or not confirmed
  2    usage or configuration; nothing was changed
  3    refused: the state of the workflow does not allow it, or it ended in another state
  4    the request was sent, and it is not known whether it took effect
  5    the time for a wait ran out
  129  130  143   ended by SIGHUP, Ctrl-C, SIGTERM
`;

  it.each(["list", "show", "doctor", "cancel", "wait"])("of %s lists the exit codes", async (command) => {
    expect((await runHere([command, "--help"])).stdout).toContain(exitCodes);
  });

  it.each(["cancel", "retry", "wait"])("of %s fits the terminal, but for commands to copy", async (command) => {
    const { context, stdout } = fakeTerminal({ args: [command, "--help"], columns: 80 });
    await run(context);
    const lines = stdout().split("\n");
    expect(lines.filter((line) => line.length > 80 && !line.startsWith("  $ "))).toEqual([]);
    expect(stdout()).toMatch(/^ {2}3 {4}refused: the state of .*\n {7}\S.*\n {2}4 {4}/m);
  });

  const commands = ["list", "show", "doctor", "cancel", "wait", "mock", "spec"];

  it("lists the commands and the exit codes", async () => {
    const { code, stdout, stderr } = await runHere(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toContain(exitCodes);
  });

  it("tells the version", async () => {
    expect((await cli.run(["--version"])).stdout).toBe(`${packageVersion}\n`);
  });

  it.each(commands)("of %s has examples that run", async (command) => {
    const { code, stdout, stderr } = await runHere([command, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const examples = [...stdout.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line]) => line ?? "");
    expect(examples.length).toBeGreaterThan(0);
    cli.file("workflows.json", state);
    cli.file("clusters.csv", `cluster_id\n${ids.cluster}\n`);
    for (const example of examples) {
      expect(example).toMatch(new RegExp(`^cce-upgrade ${command}\\b`));
      await withMock([workflowOf("Pending")], async ({ url }) => {
        const running = cli.start([`exec ${example}`], { shell: true, env: userOf(url) });
        if (command === "mock") {
          await running.wrote(/^http:.+\n/);
          await running.wrote(/Ctrl-C/);
          running.signal("SIGINT");
        }
        expect((await running.ended).code).toBe(0);
      });
    }
  });
});

it("the command brings the licences of what is bundled into it", () => {
  const notices = readFileSync(join(cli.binary, "..", "cli.LICENSES.txt"), "utf8");
  for (const name of [
    "commander",
    "csv-parse",
    "https-proxy-agent",
    "http-proxy-agent",
    "picocolors",
    "string-width",
    "openapi-fetch",
  ]) {
    expect(notices).toMatch(
      new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\n(\\S+ \\S+\n)*\n.*(MIT|ISC|Copyright|Permission)`, "ms"),
    );
  }
});
