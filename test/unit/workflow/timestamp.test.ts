import fc from "fast-check";
import { isCceConfigError, parseCceTimestamp } from "../../../src/index.js";
import { isZeroTime } from "../../../src/workflow/timestamp.js";
import { thrownBy } from "../../helpers/calls.js";

describe("isZeroTime", () => {
  it.each([
    "0001-01-01 00:00:00 +0000 UTC",
    "0001-01-01 08:05:43 +0805 LMT",
    "0000-12-31 19:03:58 -0456 LMT",
    "0001-01-01T00:00:00Z",
  ])("knows %s for a time that was never set", (text) => {
    expect(isZeroTime(text)).toBe(true);
  });

  it.each([undefined, null, 1, "", "soon", "2001-01-01 00:00:00 +0000 UTC", "1970-01-01 00:00:00 +0000 UTC"])(
    "takes %j for none",
    (value) => {
      expect(isZeroTime(value)).toBe(false);
    },
  );
});

describe("parseCceTimestamp", () => {
  const valid: readonly [string, string][] = [
    ["2023-11-25 06:32:34.923248 +0000 UTC", "2023-11-25T06:32:34.923Z"],
    ["2023-11-25 06:32:34 +0000 UTC", "2023-11-25T06:32:34.000Z"],
    ["2023-11-25 06:32:34.9 +0000 UTC", "2023-11-25T06:32:34.900Z"],
    ["2023-11-25 06:32:34.123999999 +0000 UTC", "2023-11-25T06:32:34.123Z"],
    ["2023-11-25 06:32:34.5 +0800 CST", "2023-11-24T22:32:34.500Z"],
    ["2023-11-25 22:32:34.5 -0330 NST", "2023-11-26T02:02:34.500Z"],
    ["2023-11-25 06:32:34 +0530 +0530", "2023-11-25T01:02:34.000Z"],
    ["2024-02-29 00:00:00 +0000 UTC", "2024-02-29T00:00:00.000Z"],
    ["2000-02-29 23:59:59.999 +0000 UTC", "2000-02-29T23:59:59.999Z"],
    ["0001-01-01 00:00:00 +0000 UTC", "0001-01-01T00:00:00.000Z"],
    ["0099-12-31 23:59:59 +0000 UTC", "0099-12-31T23:59:59.000Z"],
    ["9999-12-31 23:59:59 +0000 UTC", "9999-12-31T23:59:59.000Z"],
  ];
  it.each(valid)("reads %s", (text, iso) => {
    expect(parseCceTimestamp(text).toISOString()).toBe(iso);
  });

  const invalid: readonly [string, unknown][] = [
    ["the 30th of February", "2023-02-30 00:00:00 +0000 UTC"],
    ["a leap day in another year", "2023-02-29 00:00:00 +0000 UTC"],
    ["a leap day in 1900", "1900-02-29 00:00:00 +0000 UTC"],
    ["a thirteenth month", "2023-13-01 00:00:00 +0000 UTC"],
    ["month zero", "2023-00-01 00:00:00 +0000 UTC"],
    ["hour 24", "2023-11-25 24:00:00 +0000 UTC"],
    ["minute 60", "2023-11-25 00:60:00 +0000 UTC"],
    ["a leap second", "2016-12-31 23:59:60 +0000 UTC"],
    ["an offset of 24 hours", "2023-11-25 06:32:34 +2400 XXX"],
    ["an offset of 60 minutes", "2023-11-25 06:32:34 +0060 XXX"],
    ["ten decimals", "2023-11-25 06:32:34.1234567890 +0000 UTC"],
    ["a point without decimals", "2023-11-25 06:32:34. +0000 UTC"],
    ["no zone", "2023-11-25 06:32:34 +0000"],
    ["no offset", "2023-11-25 06:32:34 UTC"],
    ["RFC 3339", "2023-11-25T06:32:34Z"],
    ["something in front", " 2023-11-25 06:32:34 +0000 UTC"],
    ["something behind", "2023-11-25 06:32:34 +0000 UTC\n"],
    ["nothing", ""],
    ["other digits", "２023-11-25 06:32:34 +0000 UTC"],
    ["undefined", undefined],
    ["null", null],
    ["a number", 1_700_000_000_000],
    ["a Date", new Date(0)],
    ["a list", ["2023-11-25 06:32:34 +0000 UTC"]],
  ];
  it.each(invalid)("refuses %s", (_name, text) => {
    const error = thrownBy(() => parseCceTimestamp(text as string), isCceConfigError);
    expect(error.parameter).toBe("text");
    expect(error.message).toContain(typeof text === "string" ? JSON.stringify(text) : typeof text);
    expect(error.message).toContain("2023-11-25 06:32:34.923248 +0000 UTC");
  });

  it("shows the beginning only of what is very long", () => {
    expect(thrownBy(() => parseCceTimestamp("x".repeat(10_000)), isCceConfigError).message.length).toBeLessThan(400);
  });

  it("reads whatever moment the service may write", () => {
    const moment = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-30"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: -1439, max: 1439 }), (date, offset) => {
        const pad = (value: number) => String(value).padStart(2, "0");
        const local = new Date(date.getTime() + offset * 60_000);
        fc.pre(local.getUTCFullYear() > 0 && local.getUTCFullYear() < 10_000);
        const zone = `${offset < 0 ? "-" : "+"}${pad(Math.floor(Math.abs(offset) / 60))}${pad(Math.abs(offset) % 60)}`;
        const text = `${local.toISOString().slice(0, -1).replace("T", " ")} ${zone} UTC`;
        expect(parseCceTimestamp(text)).toEqual(date);
      }),
      { numRuns: 300 },
    );
  });
});
