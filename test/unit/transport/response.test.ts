import type { ResponseKind, OperationDescriptor } from "../../../src/transport/operation.js";
import { judge } from "../../../src/transport/response.js";
import type { WireResponse } from "../../../src/transport/wire.js";

const facts = { operation: "showThing", attempts: 1, totalDelayMs: 0, outcome: "unprocessed" } as const;
const request = { url: new URL("https://cce.example.com/things"), headers: {}, signed: false, secrets: [] };

function descriptor(success: Readonly<Record<number, ResponseKind>>): OperationDescriptor {
  return { method: "GET", path: "/things", params: {}, success, retry: { unprocessed: true, unknown: true } };
}

function judged(response: Partial<WireResponse>, success: Readonly<Record<number, ResponseKind>>) {
  const whole = { status: 200, headers: {}, text: "", ...response };
  const judgement = judge(whole, request, { ...facts, descriptor: descriptor(success) }, 0);
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

  it("may carry nothing where the operation gives nothing", () => {
    expect(judged({ status: 204 }, { 204: "none" })).toEqual({ data: undefined });
    expect(judged({ status: 204, text: "anything" }, { 204: "none" })).toEqual({ data: undefined });
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
