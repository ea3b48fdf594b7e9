import fc from "fast-check";
import { isErrorBody, summarizeErrorBody } from "../../../src/base/errorBody.js";

const names = ["errorCode", "ErrorCode", "error_code", "code", "errCode"] as const;
const texts = ["message", "errorMessage", "Message", "error_msg", "errMsg"] as const;

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
    expect(summarizeErrorBody({ kind: "Status", code: "X.1" }).errorCode).toBe("X.1");
  });

  it("takes the reason of a Kubernetes Status where there is no message", () => {
    expect(summarizeErrorBody({ kind: "Status", reason: "BadRequest" }).errorMessage).toBe("BadRequest");
    expect(summarizeErrorBody({ kind: "Status", reason: "BadRequest", message: "m" }).errorMessage).toBe("m");
  });

  it.each<[string, object]>([
    ["in error", { error: { error_code: "A", error_msg: "m" }, meta: {} }],
    ["in the first of errors", { errors: [{ error_code: "A", error_msg: "m" }, { error_code: "B" }] }],
    ["in the only object of the body", { badRequest: { code: "A", message: "m" }, list: [{}], text: "" }],
  ])("finds what is wrapped %s", (_name, body) => {
    expect(summarizeErrorBody(body)).toMatchObject({ errorCode: "A", errorMessage: "m" });
  });

  it("reads each of code, message and request ID from the outermost object that has it", () => {
    const body = { code: "A", error: { errorCode: "B", error_code: "C", message: "m", request_id: "r" } };
    expect(summarizeErrorBody(body)).toEqual({
      errorCode: "A",
      innerErrorCode: "C",
      errorMessage: "m",
      requestId: "r",
    });
  });

  it("applies what it is given to each text, and tells an inner code that differs after that", () => {
    const body = { errorCode: "A secret", error_code: "B secret", message: "m secret", request_id: "r" };
    expect(summarizeErrorBody(body, (text) => text.replace("secret", "*"))).toEqual({
      errorCode: "A *",
      innerErrorCode: "B *",
      errorMessage: "m *",
      requestId: "r",
    });
  });

  it.each<[string, object]>([
    ["one of several objects", { first: { code: "A" }, second: { code: "B" } }],
    ["an object two levels deep", { a: { b: { code: "A" } } }],
    ["an empty list of errors", { errors: [] }],
    ["a list of texts", { errors: ["A"] }],
  ])("finds nothing in %s", (_name, body) => {
    expect(summarizeErrorBody(body)).toEqual({
      errorCode: undefined,
      innerErrorCode: undefined,
      errorMessage: undefined,
      requestId: undefined,
    });
  });

  it("finds texts or nothing in whatever JSON there is", () => {
    const field = fc.constantFrom(...names, ...texts, "error", "errors", "request_id", "kind");
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

describe("isErrorBody", () => {
  const promised = ["kind", "metadata", "status"];

  it.each<[string, object]>([
    ["a code", { error_code: "APIG.0301", error_msg: "no rights" }],
    ["a code in an error", { error: { code: 401 } }],
    ["a Kubernetes Status of a failure", { kind: "Status", metadata: {}, status: "Failure", code: 403 }],
  ])("says yes to %s", (_name, body) => {
    expect(isErrorBody(body, promised)).toBe(true);
  });

  it.each<[string, object]>([
    ["nothing", {}],
    ["a message alone", { message: "m" }],
    ["a code and a field that was promised", { code: "A", metadata: {} }],
    ["a code and a promised field without a value", { code: "A", metadata: null }],
    ["a Kubernetes Status of a success", { kind: "Status", status: "Success", code: 200 }],
    ["an object of another kind", { kind: "WorkFlowTask", status: "Failure" }],
  ])("says no to %s", (_name, body) => {
    expect(isErrorBody(body, promised)).toBe(false);
  });
});
