import type { Writable } from "node:stream";

/** A stream of the process, with what is known about its terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

/**
 * Where a command writes. A cancel must not fail because its output does: no write throws, and after a failed one (the
 * reader is gone, the disk is full) nothing more is written.
 */
export class Output {
  private problem: NodeJS.ErrnoException | undefined;
  private lastWrite: Promise<void> = Promise.resolve();

  /** Called before each write, so that a moving line on the same terminal can make room. */
  beforeWrite: () => void = () => undefined;

  constructor(readonly stream: OutputStream) {
    // Some streams report an error only here, others first to the callback of the write.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      this.problem ??= error;
    });
  }

  get isTTY(): boolean {
    return this.stream.isTTY === true;
  }

  /** The width of the terminal; `undefined` if there is none, or its width is not known. */
  get columns(): number | undefined {
    const { columns = 0 } = this.stream;
    return this.isTTY && columns > 0 ? columns : undefined;
  }

  /** Why a write failed; `undefined` as long as none has. What is not yet {@link flushed} may still fail. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.problem;
  }

  write(text: string): void {
    if (this.problem !== undefined) return;
    this.beforeWrite();
    this.lastWrite = new Promise((resolve) => {
      this.stream.write(text, (error?: NodeJS.ErrnoException | null) => {
        // A stream that is destroyed has no reader any more, or has reported why.
        if (error && error.code !== "ERR_STREAM_DESTROYED") this.problem ??= error;
        resolve();
      });
    });
  }

  /** Resolves when everything written has reached its reader, or never will. */
  flushed(): Promise<void> {
    return this.lastWrite;
  }
}
