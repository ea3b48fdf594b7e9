import fc from "fast-check";
import { summarizeErrorBody } from "../../../src/errors/errorBody.js";

const names = ["errorCode", "ErrorCode", "error_code"] as const;
const texts = ["message", "errorMessage", "Message", "error_msg"] as const;

describe("summarizeErrorBody", () => {
  it.each(names.map((name, index) => [name, names.slice(index)] as const))(
    "takes the code from %s before those that follow",
    (name, from) => {
      const body = { error: { code: "nested" }, ...Object.fromEntries(from.map((each) => [each, `of ${each}`])) };
      expect(summarizeErrorBody(body).errorCode).toBe(`of ${name}`);
    },
  );

  it.each(texts.map((name, index) => [name, texts.slice(index)] as const))(
    "takes the message from %s before those that follow",
    (name, from) => {
      const body = { error: { message: "nested" }, ...Object.fromEntries(from.map((each) => [each, `of ${each}`])) };
      expect(summarizeErrorBody(body).errorMessage).toBe(`of ${name}`);
    },
  );

  it("takes the nested error last", () => {
    expect(summarizeErrorBody({ error: { code: 401, message: "m" } })).toEqual({
      errorCode: "401",
      innerErrorCode: undefined,
      errorMessage: "m",
      requestId: undefined,
    });
  });

  it("tells the inner code only where it is another one", () => {
    expect(summarizeErrorBody({ errorCode: "A", error_code: "B" }).innerErrorCode).toBe("B");
    expect(summarizeErrorBody({ ErrorCode: "A", error_code: "B" }).innerErrorCode).toBe("B");
    expect(summarizeErrorBody({ errorCode: "A", error_code: "A" }).innerErrorCode).toBeUndefined();
    expect(summarizeErrorBody({ error_code: "B" }).innerErrorCode).toBeUndefined();
    expect(summarizeErrorBody({ errorCode: 7, error_code: "7" }).innerErrorCode).toBeUndefined();
  });

  it("does not take the status of a Kubernetes Status for a code", () => {
    expect(summarizeErrorBody({ kind: "Status", code: 400, reason: "BadRequest" }).errorCode).toBeUndefined();
  });

  it("finds texts or nothing in whatever JSON there is", () => {
    const field = fc.constantFrom(...names, ...texts, "error", "request_id", "code");
    const body = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue()));
    fc.assert(
      fc.property(body, (value) => {
        for (const found of Object.values(summarizeErrorBody(value))) {
          expect(found === undefined || (typeof found === "string" && found !== "")).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
