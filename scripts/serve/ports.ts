import { UsageError } from "../pipeline/problems.js";

/** Where a server should listen. */
export interface PortWish {
  /** The option that names the port, for messages. */
  readonly option: string;
  /** The port in the option; 0 takes a free one. */
  readonly chosen: number | undefined;
  /** The port without the option; if it is taken, the next free one. */
  readonly usual: number;
}

const portsTried = 50;

/** Whether an error, or what caused it, is a taken port. */
function isTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "EADDRINUSE") || isTaken(error.cause);
}

/**
 * Starts a server on the chosen port, or on the usual one, or on the next free one after it, and reports that.
 *
 * @throws UsageError when the chosen port is taken.
 */
export async function startOnPort<Server>(
  wish: PortWish,
  what: string,
  start: (port: number) => Promise<Server>,
): Promise<Server> {
  const first = wish.chosen ?? wish.usual;
  for (let port = first; ; port++) {
    try {
      const server = await start(port);
      if (port !== first) console.error(`Port ${first} is taken; the ${what} takes ${port}.`);
      return server;
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (wish.chosen !== undefined) {
        throw new UsageError(`Port ${port} is taken. Choose another with --${wish.option}, or leave the option out.`);
      }
      if (port - first >= portsTried) throw new UsageError(`No free port from ${first} to ${port}.`);
    }
  }
}

/** Resolves on Ctrl-C or SIGTERM. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
