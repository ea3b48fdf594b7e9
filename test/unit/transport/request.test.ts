import type { OperationDescriptor } from "../../../src/transport/operation.js";
import { isCceConfigError } from "../../../src/index.js";
import { addressOf } from "../../../src/transport/address.js";
import { arrange } from "../../../src/transport/request.js";
import { thrownBy } from "../../helpers/calls.js";

/** An operation with parameters in every place, which the spec does not have. */
const search: OperationDescriptor = {
  method: "GET",
  path: "/projects/{project_id}/things",
  params: { project_id: "path", kind: "query", limit: "query?", "X-Language": "header", "X-Trace": "header?" },
  defaults: { project_id: "projectId", "X-Language": "language" },
  body: "body?",
  success: { 200: "object" },
  retry: { unprocessed: true, unknown: true },
};

const good = { project_id: "p", kind: "a", "X-Language": "en" };

describe("arrange", () => {
  it("puts every parameter in its place, and leaves out what may be missing", () => {
    expect(arrange("search", search, good, {})).toEqual({
      path: { project_id: "p" },
      query: { kind: "a" },
      header: { "x-language": "en" },
      body: undefined,
      options: { projectId: "p", language: "en" },
    });
    const all = { ...good, limit: 7, "X-Trace": "t", body: { a: 1 } };
    expect(arrange("search", search, all, {})).toMatchObject({
      query: { kind: "a", limit: 7 },
      header: { "x-language": "en", "x-trace": "t" },
      body: '{"a":1}',
    });
  });

  it("takes what is missing from the options of the client", () => {
    const arranged = arrange("search", search, { kind: "a" }, { projectId: "of-client", language: "zh" });
    expect(arranged).toMatchObject({
      path: { project_id: "of-client" },
      header: { "x-language": "zh" },
      options: { projectId: "of-client", language: "zh" },
    });
  });

  it.each([
    ["text", "a b"],
    ["a number", 0],
    ["a truth value", false],
    ["a list", ["a", 1, true]],
    ["no list", []],
  ])("lets a query carry %s", (_name, kind) => {
    expect(arrange("search", search, { ...good, kind }, {}).query["kind"]).toBe(kind);
  });

  const wrong: readonly [string, object, string, RegExp][] = [
    ["null in a query", { kind: null }, "kind", /"kind" must be .* \(got null\)/],
    ["an object in a query", { kind: { a: 1 } }, "kind", /got object/],
    ["a list of objects in a query", { kind: [{}] }, "kind", /got object/],
    ["a query that is missing", { kind: undefined }, "kind", /"kind" is missing\.$/],
    ["a header that is no text", { "X-Trace": 7 }, "X-Trace", /must be a string \(got number\)/],
    ["a header with a line break", { "X-Trace": "a\nb" }, "X-Trace", /character that no header may have/],
    [
      "a header that is missing",
      { "X-Language": undefined },
      "X-Language",
      /missing, and the client has no "language"/,
    ],
    [
      "an unknown parameter",
      { colour: "red" },
      "colour",
      /Known: project_id, kind, limit, X-Language, X-Trace, body\./,
    ],
  ];
  it.each(wrong)("refuses %s", (_name, change, parameter, message) => {
    const error = thrownBy(() => arrange("search", search, { ...good, ...change }, {}), isCceConfigError);
    expect(error.parameter).toBe(parameter);
    expect(error.message).toMatch(message);
  });

  it("refuses a body where the operation takes none", () => {
    const { method, path, params, success, retry } = search;
    const bodiless = { method, path, params, success, retry };
    const error = thrownBy(() => arrange("search", bodiless, { ...good, body: {} }, {}), isCceConfigError);
    expect(error.message).toBe(
      'search: there is no parameter "body". Known: project_id, kind, limit, X-Language, X-Trace.',
    );
  });
});

describe("the address of a request", () => {
  it("carries the values of path and query, encoded", () => {
    const arranged = arrange("search", search, { ...good, project_id: "a b", kind: ["a b", "ü&c"], limit: 7 }, {});
    expect(addressOf("https://cce.example.com/base", search, arranged).href).toBe(
      "https://cce.example.com/base/projects/a%20b/things?kind=a%20b&kind=%C3%BC%26c&limit=7",
    );
  });
});
