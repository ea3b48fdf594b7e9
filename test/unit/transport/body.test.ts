import { readBody } from "../../../src/transport/body.js";

const open = new AbortController().signal;

async function* chunks(...parts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await Promise.resolve();
    if (part instanceof Error) throw part;
    yield Buffer.from(part, "latin1");
  }
}

describe("readBody", () => {
  it("joins the pieces before it decodes them", async () => {
    const body = chunks('"\xe9', "\x9b", '\x86"');
    expect(await readBody(body, "application/json", 100, open)).toEqual({ text: '"集"', defect: undefined });
  });

  it("takes no body for an empty one", async () => {
    expect(await readBody(null, "", 1, open)).toEqual({ text: "", defect: undefined });
  });

  it("stops at the limit, which may be used up", async () => {
    expect(await readBody(chunks("abc", "de"), "", 5, open)).toEqual({ text: "abcde", defect: undefined });
    expect(await readBody(chunks("abc", "def", "ghi"), "", 5, open)).toEqual({
      text: "abcde",
      defect: "is larger than 5 bytes",
    });
  });

  it("keeps what came before the body broke off", async () => {
    expect(await readBody(chunks("ab", new Error("gone")), "", 5, open)).toEqual({
      text: "ab",
      defect: "was cut off (gone)",
    });
  });

  it("tells of bytes that are no UTF-8", async () => {
    expect(await readBody(chunks("a\xff"), "", 5, open)).toEqual({ text: "a\ufffd", defect: "is not valid UTF-8" });
  });

  it.each([
    "",
    "application/json",
    "application/json; charset=utf-8",
    'x/y; Charset = "UTF8"',
    "x/y; charset=us-ascii",
  ])("takes the type %j", async (type) => {
    expect((await readBody(chunks("a"), type, 5, open)).defect).toBeUndefined();
  });

  it.each([["iso-8859-1"], ["gb18030"], ["utf-16"], ["utf-8x"]])("does not take the charset %s", async (charset) => {
    const { defect } = await readBody(chunks("a"), `text/plain; charset=${charset}`, 5, open);
    expect(defect).toBe(`is in the charset ${charset}, not UTF-8`);
  });

  it("ends with the signal's reason, also when the body goes on", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    let isDropped = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await Promise.resolve();
          controller.abort(reason);
          yield Buffer.from("a");
        }
      } finally {
        isDropped = true;
      }
    }
    await expect(readBody(endless(), "", 1_000_000, controller.signal)).rejects.toBe(reason);
    expect(isDropped).toBe(true);
  });

  it("ends with the signal's reason when the body fails because of it", async () => {
    const reason = new Error("enough");
    await expect(readBody(chunks(new Error("aborted")), "", 5, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
