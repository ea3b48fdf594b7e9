/** The command on a real terminal. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { onTerminal } from "../helpers/terminal.js";
import { buildCli, ids, userOf, withMock, workflowOf } from "./support.js";

const escape = "\u001b[";

function expectThat(what: string, holds: boolean, screen: string): void {
  if (!holds) throw new Error(`${what} does not hold:\n${JSON.stringify(screen)}`);
  console.log(`ok  ${what}`);
}

const cli = await buildCli();
try {
  const target = `--cluster ${ids.cluster} --workflow ${ids.workflow}`;
  await withMock([workflowOf("Pending")], async (mock) => {
    const env = userOf(mock.url);
    const answerOnce = (text: string) => {
      let answered = false;
      return (screen: string, type: (typed: string) => void) => {
        if (answered || !screen.includes("[y/N]")) return;
        answered = true;
        type(text);
      };
    };
    const shown = await onTerminal(`${cli.binary} show ${target}`, cli.folder, env);
    expectThat("the failed task stands out in colour", shown.screen.includes(`${escape}31m✖ Cluster`), shown.screen);
    const plain = await onTerminal(`${cli.binary} show ${target}`, cli.folder, { ...env, NO_COLOR: "1" });
    expectThat("NO_COLOR is respected", plain.code === 0 && !plain.screen.includes(escape), plain.screen);
    for (const [answer, code] of [
      ["n\r", 1],
      ["\u0003", 130],
    ] as const) {
      const refused = await onTerminal(`${cli.binary} cancel ${target}`, cli.folder, env, answerOnce(answer));
      const isLeft = refused.code === code && mock.workflows[0]?.status?.phase === "Pending";
      expectThat(`${JSON.stringify(answer)} cancels nothing`, isLeft, refused.screen);
    }
    const cancelled = await onTerminal(`${cli.binary} cancel ${target}`, cli.folder, env, answerOnce("y\r"));
    const isCancelled = cancelled.code === 0 && mock.workflows[0]?.status?.phase === "Cancel";
    expectThat("y cancels the workflow", isCancelled, cancelled.screen);
  });
  await withMock([], async (mock) => {
    mock.playUpgrade({ clusterId: ids.cluster, workflowId: ids.workflow });
    mock.advanceClock(1);
    let moved = false;
    const command = `${cli.binary} wait ${target} --poll-s 0.05`;
    const { code, screen } = await onTerminal(command, cli.folder, userOf(mock.url), (seen) => {
      if (moved || !seen.includes("PreCheck Running (waiting for")) return;
      moved = true;
      mock.advanceClock(240_000);
    });
    expectThat("a wait shows a moving line", code === 0 && screen.includes(`${escape}36m⠋`), screen);
    expectThat("it is gone at the end", screen.lastIndexOf(`${escape}2K`) > screen.lastIndexOf("waiting for"), screen);
    expectThat("the cursor is never hidden", !screen.includes(`${escape}?25l`), screen);
  });
  {
    const server = await startServer(({ method }, response) => {
      const phase = method === "PATCH" ? "Cancel" : "Pending";
      if (method === "PATCH") terminal.kill("SIGKILL");
      setTimeout(answer, 1_000, response, 200, JSON.stringify(workflowOf(phase)));
    });
    cli.file("one.csv", "cluster_id,upgrade_workflow_id\nc1,w1\n");
    const cancel = `${cli.binary} cancel --from one.csv --done-file done.jsonl --yes`;
    const terminal = spawn("script", ["--quiet", "--command", `trap "" HUP; ${cancel}; echo $? > code`, "/dev/null"], {
      cwd: cli.folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: cli.folder, TERM: "xterm-256color", ...userOf(server.url) },
      stdio: ["pipe", "ignore", "inherit"],
    });
    const read = (name: string) =>
      existsSync(join(cli.folder, name)) ? readFileSync(join(cli.folder, name), "utf8") : "";
    for (let waited = 0; read("code") === "" && waited < 10_000; waited += 100) await sleep(100);
    const record = read("done.jsonl");
    expectThat("a cancel whose terminal is closed is recorded", record.includes('"outcome":"cancelled"'), record);
    // The shell ignores the signal, so that there is somebody to see the code; then the command is not sent it, either.
    expectThat("and the code is that of the work", read("code") === "0\n", read("code"));
    await closeServers();
  }
  console.log("\nThe command works on a real terminal.");
} finally {
  cli.remove();
}
