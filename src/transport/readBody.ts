/** The body of an answer as text; `defect` says why it is not the whole body, or not what was sent. */
export interface ReadBody {
  readonly text: string;
  readonly defect: string | undefined;
}

const acceptedCharsets: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii"]);

function charsetDefect(contentType: string): string | undefined {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  return charset === undefined || acceptedCharsets.has(charset.toLowerCase())
    ? undefined
    : `is in the charset ${charset}, not UTF-8`;
}

function decode(bytes: Uint8Array): ReadBody {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), defect: undefined };
  } catch {
    return { text: new TextDecoder("utf-8").decode(bytes), defect: "is not valid UTF-8" };
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/**
 * Reads a body up to `maxBytes`. Never rejects for what a server sends: a body that is too large, cut off or not UTF-8
 * gives the text up to there and the defect. Rejects with the signal's reason when `signal` ends it.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  contentType: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let defect = charsetDefect(contentType);
  try {
    for await (const chunk of body ?? []) {
      signal.throwIfAborted();
      if (length + chunk.length > maxBytes) {
        defect = `is larger than ${maxBytes} bytes`;
        chunks.push(chunk.subarray(0, maxBytes - length));
        length = maxBytes;
        break;
      }
      chunks.push(chunk);
      length += chunk.length;
    }
  } catch (error) {
    signal.throwIfAborted();
    defect = `was cut off (${error instanceof Error ? error.message : String(error)})`;
  }
  const decoded = decode(join(chunks, length));
  return { text: decoded.text, defect: defect ?? decoded.defect };
}
