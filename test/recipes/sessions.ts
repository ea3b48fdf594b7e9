/** Runs the sessions of a document on a terminal against the mock, and compares what they show. */
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { startMock, type Mock } from "../../src/mock/index.js";
import { onTerminal } from "../helpers/terminal.js";
import type { Document, Fence } from "./documents.js";
import { stages } from "./stages.js";

/** The address of the mock in documents. Its port is another one in each run. */
const shownAddress = "127.0.0.1:4010";

/** What separates the output of two commands on the screen. */
const mark = "\u001e";

interface Step {
  readonly command: string;
  readonly expected: string;
}

function stepsOf(fence: Fence): Step[] {
  return fence.text
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      // A command may go on in the next line.
      const [command = ""] = /^(?:.*\\\n)*.*$/m.exec(text) ?? [];
      return { command, expected: text.slice(command.length + 1) };
    });
}

/** The lines that stay on a terminal, without colours and without what was drawn over. */
function linesOf(screen: string): string[] {
  const left = screen.replaceAll(/\r+\n/g, "\n").split("\n");
  return left.map((line) =>
    line
      .replace(/^.*(?:\r|\u001b\[1G)/s, "")
      .replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
      .trimEnd(),
  );
}

/** Texts that differ from run to run, made equal. */
function normalize(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, shownAddress)
    .replaceAll(/\d+ ms/g, "N ms")
    .trimEnd();
}

/** A pattern of the expected output: `[…]` stands for any text in a line and, on a line of its own, for any lines. */
function patternOf(expected: string): RegExp {
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const inLine = (text: string) => text.split("[…]").map(literal).join(".*");
  const parts = normalize(expected).split(/^\[…\](?:\n|$)/m);
  return new RegExp(`^${parts.map(inLine).join("(?:.*(?:\\n|$))*?")}$`);
}

/** Types what the documented session shows as typed: replies to questions, and Ctrl-C. */
function typist(expected: string): (screen: string, type: (text: string) => void) => void {
  const replies = [...expected.matchAll(/\[y\/N\] (.+)$|(\^C)$/gm)].map(([, reply, interrupt]) =>
    interrupt === undefined ? { after: "[y/N] ", text: `${reply}\r` } : { after: "Ctrl-C.", text: "\u0003" },
  );
  let seen = 0;
  return (screen, type) => {
    const [next] = replies;
    const at = next === undefined ? -1 : screen.indexOf(next.after, seen);
    if (next === undefined || at < 0) return;
    replies.shift();
    seen = at + next.after.length;
    type(next.text);
  };
}

/** Runs the commands of one block in one shell. Returns what differs from it. */
async function runBlock(fence: Fence, folder: string, mock: Mock): Promise<string[]> {
  const steps = stepsOf(fence);
  const address = new URL(mock.url).host;
  const lines = steps.map(
    ({ command }) => `${command.replaceAll(shownAddress, address)}\ncode=$?; printf '\\036'; (exit $code)`,
  );
  // The shell lives on when Ctrl-C ends a command.
  await writeFile(join(folder, "session.sh"), `trap : INT\n${lines.join("\n")}\n`);
  const env = {
    PATH: [join(folder, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
    CCE_ENDPOINT: mock.url,
    CCE_PROJECT_ID: "47eb1d64cbeb45cfa01ae20af4f4b563",
    CCE_TOKEN: "any-token",
    NO_COLOR: "1",
  };
  const { screen } = await onTerminal("sh session.sh", folder, env, typist(fence.text), 400);
  const shown = screen.split(mark);
  return steps.flatMap(({ command, expected }, index) => {
    const actual = normalize(linesOf(shown[index] ?? "").join("\n"));
    return patternOf(expected).test(actual) ? [] : [`$ ${command}\nshows now:\n${actual}`];
  });
}

/** Runs the sessions of a document, in order. Returns what differs from the document. */
export async function runSessions({ path, fences }: Document, folder: string): Promise<string[]> {
  const differences: string[] = [];
  let mock: Mock | undefined;
  try {
    for (const fence of fences.filter(({ language }) => language === "console")) {
      if (fence.stage !== undefined) {
        const stage = stages[fence.stage];
        if (stage === undefined) throw new Error(`${path}: test/recipes/stages.ts has no stage "${fence.stage}".`);
        await mock?.close();
        mock = await startMock({ workflows: stage.workflows });
        for (const [name, text] of Object.entries(stage.files ?? {})) await writeFile(join(folder, name), text);
      }
      if (mock === undefined) throw new Error(`${path}:${fence.line}: the session needs <!-- mock: … --> before it.`);
      for (const text of await runBlock(fence, folder, mock)) differences.push(`${path}:${fence.line} ${text}`);
    }
  } finally {
    await mock?.close();
  }
  return differences;
}
