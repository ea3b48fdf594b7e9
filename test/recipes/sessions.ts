/** Runs the sessions of a document on a terminal against the mock of `cce-upgrade mock`, and compares what they show. */
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { startMock, type Mock } from "../../src/mock/index.js";
import { onTerminal } from "../helpers/terminal.js";
import type { Document } from "./documents.js";
import { drawTerminal } from "./picture.js";

/** The address of the mock in documents. Its port is another one in each run. */
const shownAddress = "127.0.0.1:4010";

/** What separates the output of two commands on the screen. */
const mark = "\u001e";

interface Step {
  readonly command: string;
  readonly expected: string;
}

function stepsOf(block: string): Step[] {
  return block
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

/** Texts that differ from run to run, made equal: times, IDs of tasks, ports and durations. */
export function normalize(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d\s\d\d:\d\d:\d\d/g, "DATE")
    .replaceAll(/\s→\s\d\d:\d\d:\d\d/g, " → TIME")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4(?!000)[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "UUID")
    .replaceAll(/127\.0\.0\.1:\d+/g, shownAddress)
    .replaceAll(/\d+ ms/g, "N ms");
}

/** A pattern of the expected output: `[…]` stands for any text in a line and, on a line of its own, for any lines. */
function patternOf(expected: string): RegExp {
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const inLine = (text: string) => text.split("[…]").map(literal).join(".*");
  const parts = normalize(expected)
    .trimEnd()
    .split(/^\[…\](?:\n|$)/m);
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

/** Runs the commands of a block in one shell, on a terminal. */
async function runOnTerminal(script: string, block: string, folder: string, mock: Mock, more = {}): Promise<string> {
  // The shell lives on when Ctrl-C ends a command.
  await writeFile(join(folder, "session.sh"), `trap : INT\n${script}\n`);
  const env = {
    PATH: [join(folder, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
    CCE_ENDPOINT: mock.url,
    CCE_PROJECT_ID: "any",
    CCE_TOKEN: "any",
    ...more,
  };
  return (await onTerminal("sh session.sh", folder, env, typist(block), 400)).screen;
}

/** Runs the sessions of a document, in order. Returns what differs from the document. */
export async function runSessions({ path, fences }: Document, folder: string): Promise<string[]> {
  const mock = await startMock({ realTime: true });
  const address = new URL(mock.url).host;
  const differences: string[] = [];
  try {
    for (const { language, text, line } of fences) {
      if (language !== "console") continue;
      const steps = stepsOf(text);
      const commands = steps.map(({ command }) => command.replaceAll(shownAddress, address));
      const script = commands.map((command) => `${command}\ncode=$?; printf '\\036'; (exit $code)`).join("\n");
      const shown = (await runOnTerminal(script, text, folder, mock, { NO_COLOR: "1" })).split(mark);
      for (const [index, { command, expected }] of steps.entries()) {
        const actual = linesOf(shown[index] ?? "")
          .join("\n")
          .trimEnd();
        if (patternOf(expected).test(normalize(actual))) continue;
        differences.push(`${path}:${line} $ ${command}\nshows now:\n${actual}`);
      }
    }
  } finally {
    await mock.close();
  }
  return differences;
}

/** Runs a command and draws what it leaves on a coloured terminal. */
export async function takePicture(command: string, folder: string): Promise<string> {
  const mock = await startMock({ realTime: true });
  try {
    return drawTerminal(command, await runOnTerminal(command, "", folder, mock));
  } finally {
    await mock.close();
  }
}
