import { PassThrough } from "node:stream";
import { Output } from "../../src/cli/terminal/output.js";
import { startSpinner } from "../../src/cli/terminal/spinner.js";

/** Both outputs of a command on one terminal, and what came to it. */
function terminal(columns: number) {
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns });
  let text = "";
  screen.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return { stdout: new Output(screen), stderr: new Output(screen), text: () => text };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] });
});

afterEach(() => {
  jest.useRealTimers();
});

it("moves, shows the latest text cut to one line, and leaves nothing behind", async () => {
  const { text, ...outputs } = terminal(12);
  const spinner = startSpinner(outputs, "waiting for a long time", false);
  spinner.update("done soon");
  jest.advanceTimersByTime(80);
  spinner.stop();
  spinner.stop();
  jest.advanceTimersByTime(1_000);
  await outputs.stderr.flushed();
  expect(text()).toBe("⠋ waiting f\r\u001b[2K⠙ done soon\r\u001b[2K");
});

it("makes room for a line of either output, and goes on below it", async () => {
  const { text, ...outputs } = terminal(80);
  const spinner = startSpinner(outputs, "1 of 2", false);
  outputs.stdout.write("a result\n");
  outputs.stderr.write("a word\n");
  jest.advanceTimersByTime(80);
  spinner.stop();
  await outputs.stderr.flushed();
  expect(text()).toBe("⠋ 1 of 2\r\u001b[2Ka result\na word\n⠙ 1 of 2\r\u001b[2K");
});
