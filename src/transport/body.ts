/** The body of a response as text; `defect` says why it is not the whole body, or not what was sent. */
export interface ReadBody {
  readonly text: string;
  readonly defect: string | undefined;
}

/**
 * The headers with one `Content-Type` where several say the same: a gateway may add its own to the service's. One of them
 * may say more, by a parameter. Types that contradict each other stay side by side, and so are none.
 */
export function withOneType(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const types = headers["content-type"]?.toLowerCase().split(/\s*,\s*/) ?? [];
  const longest = types.reduce((one, other) => (other.length > one.length ? other : one), "");
  const isOne = types.every((type) => type === longest || longest.startsWith(`${type};`));
  return types.length > 1 && isOne ? { ...headers, "content-type": longest } : headers;
}

const acceptedCharsets: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii"]);

function charsetDefect(contentType: string): string | undefined {
  const charsets = [...contentType.matchAll(/;\s*charset\s*=\s*"?([^",;\s]+)/gi)].map((match) => String(match[1]));
  const other = charsets.find((charset) => !acceptedCharsets.has(charset.toLowerCase()));
  return other === undefined ? undefined : `is in the charset ${other}, not UTF-8`;
}

const strictDecoder = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): ReadBody {
  try {
    return { text: strictDecoder.decode(bytes), defect: undefined };
  } catch {
    return { text: new TextDecoder("utf-8").decode(bytes), defect: "is not valid UTF-8" };
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** The pieces of a body, up to `maxBytes`. */
export class BodyPieces {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;
  private isTooLarge = false;

  constructor(private readonly maxBytes: number) {}

  /** Takes the next piece; `false` when the body is too large, and the rest of it is not wanted. */
  add(chunk: Uint8Array): boolean {
    this.isTooLarge = this.length + chunk.length > this.maxBytes;
    const taken = this.isTooLarge ? chunk.subarray(0, this.maxBytes - this.length) : chunk;
    this.chunks.push(taken);
    this.length += taken.length;
    return !this.isTooLarge;
  }

  /** The part of the body that arrived; `broken` says why the rest did not. */
  read(contentType: string, broken?: string): ReadBody {
    const { text, defect } = decode(join(this.chunks, this.length));
    if (broken !== undefined) return { text, defect: `was cut off (${broken})` };
    if (this.isTooLarge) return { text, defect: `is larger than ${this.maxBytes} bytes` };
    return { text, defect: charsetDefect(contentType) ?? defect };
  }
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
  const pieces = new BodyPieces(maxBytes);
  try {
    for await (const chunk of body ?? []) {
      signal.throwIfAborted();
      if (!pieces.add(chunk)) break;
    }
  } catch (error) {
    signal.throwIfAborted();
    return pieces.read(contentType, error instanceof Error ? error.message : String(error));
  }
  return pieces.read(contentType);
}
