import { type Context, print, say } from "../session/context.js";
import { exitCode } from "../session/failure.js";

/** Options of `cce-upgrade mock`. */
export interface MockCommandOptions {
  readonly port: number;
  readonly host: string;
  readonly state?: string;
}

function untilFired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

/** `cce-upgrade mock`: runs the mock of the service until it is interrupted. */
export async function mock(context: Context, { port, host, state }: MockCommandOptions): Promise<number> {
  // Loaded here, as no other command needs it.
  const [{ startMockWith }, { readStateFile }] = await Promise.all([
    import("../../mock/startMock.js"),
    import("../../mock/service/state.js"),
  ]);
  const document = JSON.parse(context.readDocument()) as object;
  const given = state === undefined ? {} : readStateFile(state);
  const running = await startMockWith(document, { port, host, realTime: true, ...given });
  try {
    print(context, running.url);
    say(context, "The mock is running. Stop it with Ctrl-C.");
    await untilFired(context.interrupted);
  } finally {
    await running.close();
  }
  return exitCode.done;
}
