import type { ResponseKind, OperationDescriptor } from "../../../src/transport/operation.js";
import { judge } from "../../../src/transport/response.js";
import type { WireResponse } from "../../../src/transport/wire.js";

const facts = { operation: "showThing", attempts: 1, totalDelayMs: 0, outcome: "unprocessed" } as const;
const request = { url: new URL("https://cce.example.com/things"), headers: {}, signed: false, secrets: [] };

function descriptor(success: Readonly<Record<number, ResponseKind>>): OperationDescriptor {
  return { method: "GET", path: "/things", params: {}, success, retry: { unprocessed: true, unknown: true } };
}

function judged(response: Partial<WireResponse>, success: Readonly<Record<number, ResponseKind>>, nullable = false) {
  const whole = { status: 200, headers: {}, text: "", ...response };
  const call = { ...facts, descriptor: { ...descriptor(success), nullable } };
  const judgement = judge(whole, request, call, 0);
  return "data" in judgement ? judgement : judgement.failure.error.message;
}

describe("an answer of success", () => {
  it("may carry a list where the operation gives one", () => {
    expect(judged({ text: "[1]" }, { 200: "array" })).toEqual({ data: [1] });
    expect(judged({ text: "{}" }, { 200: "array" })).toBe("showThing: 200 the body is JSON of type object, not array");
  });

  it("is none where its body is an error, of an object whose fields are known", () => {
    const text = '{"code":"X.1","message":"no"}';
    expect(judged({ text }, { 200: ["items"] })).toBe(
      "showThing: 200 X.1 no – the body is an error, whatever the status says",
    );
    expect(judged({ text }, { 200: ["items", "code"] })).toEqual({ data: { code: "X.1", message: "no" } });
    expect(judged({ text }, { 200: "object" })).toEqual({ data: { code: "X.1", message: "no" } });
    expect(judged({ text: "[]" }, { 200: ["items"] })).toBe(
      "showThing: 200 the body is JSON of type array, not object",
    );
  });

  it("carries nothing where the operation promises nothing", () => {
    expect(judged({ status: 204 }, { 204: "none" })).toEqual({ data: undefined });
    expect(judged({ text: "\r\n" }, { 200: "none" })).toEqual({ data: undefined });
    const error = "showThing: 200 there is a body, and the operation has none";
    for (const text of ["<html>", '{"error_code":"X.1"}', "{}"]) {
      expect(judged({ text }, { 200: "none" })).toBe(error);
    }
    const defect = "was cut off (terminated)";
    expect(judged({ defect }, { 200: "none" })).toBe("showThing: 200 the body was cut off (terminated)");
  });

  it("may carry text of the kind that the operation promises", () => {
    const plain = { 200: "text/plain" } as const;
    const type = (name: string) => ({ headers: { "content-type": name } });
    expect(judged({ text: "a\n", ...type("Text/Plain; charset=utf-8") }, plain)).toEqual({ data: "a\n" });
    expect(judged({ text: "" }, plain)).toEqual({ data: "" });
    expect(judged({ text: "a", ...type("text/csv") }, { 200: "text/*" })).toEqual({ data: "a" });
    expect(judged({ text: "{}", ...type("application/json") }, { 200: "*/*" })).toEqual({ data: "{}" });
    expect(judged({ text: "<html>", ...type("text/html") }, plain)).toBe(
      "showThing: 200 the body is text/html, not text/plain",
    );
    expect(judged({ text: "{}", ...type("application/json") }, { 200: "text/*" })).toBe(
      "showThing: 200 the body is application/json, not text/*",
    );
  });

  it("may carry null where the operation says so", () => {
    expect(judged({ text: "null" }, { 200: ["items"] }, true)).toEqual({ data: null });
    expect(judged({ text: "null" }, { 200: ["items"] })).toBe(
      "showThing: 200 the body is JSON of type null, not object",
    );
  });

  it("may carry any JSON where the operation says no more", () => {
    expect(judged({ text: "null" }, { 200: "any" })).toEqual({ data: null });
    expect(judged({ text: "7" }, {})).toEqual({ data: 7 });
    expect(judged({ text: "" }, {})).toBe("showThing: 200 the body is empty");
  });

  it("is judged by what its own status promises", () => {
    expect(judged({ status: 202 }, { 200: "object", 202: "none" })).toEqual({ data: undefined });
  });
});

describe("an answer the runtime hides", () => {
  it("is a redirect in a browser", () => {
    expect(judged({ status: 0 }, { 200: "object" })).toBe(
      "showThing: 0 redirect, which is not followed: credentials would go with it",
    );
  });
});
