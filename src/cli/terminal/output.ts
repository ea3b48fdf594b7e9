import type { Writable } from "node:stream";

/** A stream of the process, and what is known of the terminal behind it. */
export type OutputStream = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

/**
 * Where a command writes. Printing is not the work: no write throws, and after one that failed (nobody reads any more,
 * the disk is full) the others are left out.
 */
export class Output {
  private problem: NodeJS.ErrnoException | undefined;
  private lastWrite: Promise<void> = Promise.resolve();

  /** Called before each write: a moving line of the same terminal makes room. */
  beforeWrite: () => void = () => undefined;

  constructor(readonly stream: OutputStream) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      this.problem ??= error;
    });
  }

  get isTTY(): boolean {
    return this.stream.isTTY === true;
  }

  /** The width of the terminal; `undefined` where there is none, and where it does not tell. */
  get columns(): number | undefined {
    const { columns = 0 } = this.stream;
    return this.isTTY && columns > 0 ? columns : undefined;
  }

  /** Why a write failed; `undefined` as long as none has. What has not been {@link flushed} may yet fail. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.problem;
  }

  write(text: string): void {
    if (this.problem !== undefined) return;
    this.beforeWrite();
    this.lastWrite = new Promise((resolve) => {
      this.stream.write(text, () => {
        resolve();
      });
    });
  }

  /** Resolves when all that was written is with its reader, or cannot get there. */
  async flushed(): Promise<void> {
    await this.lastWrite;
    // An error is told in the turn after that of its write.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
