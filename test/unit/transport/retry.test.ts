import { delayBefore, maxDelayMs, parseHttpDate, parseRetryAfter } from "../../../src/transport/retry.js";

const now = Date.UTC(1994, 10, 6, 8, 49, 0);

describe("parseRetryAfter", () => {
  const forms: readonly [string | undefined, number | undefined][] = [
    ["0", 0],
    ["120", 120_000],
    [" 5 ", 5_000],
    ["56.818", 56_818],
    ["0.0005", 1],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 37_000],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 37_000],
    ["Sun Nov  6 08:49:37 1994", 37_000],
    ["Sun Nov  6 08:49:37 1994 GMT", 37_000],
    ["Sun, 06 Nov 1994 08:49:37", 37_000],
    ["Sun, 06 Nov 1994 09:49:37 +0100", 37_000],
    ["Sun, 06 Nov 1994 08:48:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    [" ", undefined],
    ["-1", undefined],
    ["+1", undefined],
    [".5", undefined],
    ["5.", undefined],
    ["1,5", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["Infinity", undefined],
    ["5 seconds", undefined],
    ["1994-11-06T08:49:37Z", undefined],
    ["06 Nov 1994 08:49:37 GMT", undefined],
    ["Sun, 99 Nov 1994", undefined],
    ["Sunshine", undefined],
    ["Sun 5", undefined],
  ];
  it.each(forms)("%j is %j ms", (text, expected) => {
    expect(parseRetryAfter(text, now)).toBe(expected);
  });
});

describe("parseHttpDate", () => {
  it("reads the three forms of HTTP, and nothing else", () => {
    const moment = Date.UTC(1994, 10, 6, 8, 49, 37);
    for (const text of [
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ]) {
      expect(parseHttpDate(text)).toBe(moment);
    }
    for (const text of [undefined, "", "1994-11-06T08:49:37Z", "784111777"]) expect(parseHttpDate(text)).toBeNaN();
  });
});

describe("delayBefore", () => {
  it("takes what was asked for, up to the longest wait", () => {
    const random = () => {
      throw new Error("chance has no say here");
    };
    expect(delayBefore(3, 429, 7, random)).toBe(7);
    expect(delayBefore(1, 503, maxDelayMs + 1, random)).toBe(maxDelayMs);
    expect(delayBefore(1, 503, Number.POSITIVE_INFINITY, random)).toBe(maxDelayMs);
  });

  it("is a whole number from nothing up to the ceiling", () => {
    expect(delayBefore(1, undefined, undefined, () => 0)).toBe(0);
    expect(delayBefore(1, undefined, undefined, () => 0.9999999)).toBe(500);
    expect(delayBefore(2, 503, undefined, () => 0.12345)).toBe(123);
    expect(delayBefore(1, 429, undefined, () => 0.12345)).toBe(617);
    expect(delayBefore(100, 429, undefined, () => 1)).toBe(maxDelayMs);
  });
});
