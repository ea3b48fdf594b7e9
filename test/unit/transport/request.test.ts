import fc from "fast-check";
import type { Notation, OperationDescriptor } from "../../../src/transport/operation.js";
import { isCceConfigError } from "../../../src/index.js";
import { addressOf, arrange } from "../../../src/transport/request.js";
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
      path: { project_id: ["p"] },
      query: "kind=a",
      header: { "x-language": "en" },
      body: undefined,
      options: { projectId: "p", language: "en" },
    });
    const all = { ...good, limit: 7, "X-Trace": "t", body: { a: 1 } };
    expect(arrange("search", search, all, {})).toMatchObject({
      query: "kind=a&limit=7",
      header: { "x-language": "en", "x-trace": "t" },
      body: '{"a":1}',
    });
  });

  it("takes what is missing from the options of the client", () => {
    const arranged = arrange("search", search, { kind: "a" }, { projectId: "of-client", language: "zh" });
    expect(arranged).toMatchObject({
      path: { project_id: ["of-client"] },
      header: { "x-language": "zh" },
      options: { projectId: "of-client", language: "zh" },
    });
  });

  it.each([
    ["text", "a b", "kind=a%20b"],
    ["a number", 0, "kind=0"],
    ["a truth value", false, "kind=false"],
    ["a list", ["a", 1, true], "kind=a&kind=1&kind=true"],
  ])("lets a query carry %s", (_name, kind, query) => {
    expect(arrange("search", search, { ...good, kind }, {}).query).toBe(query);
  });

  const wrong: readonly [string, object, string, RegExp][] = [
    ["null in a query", { kind: null }, "kind", /"kind" must be .* \(got null\)/],
    ["an object in a query", { kind: { a: 1 } }, "kind", /got object/],
    ["a list of objects in a query", { kind: [{}] }, "kind", /got object/],
    [
      "a number that is none",
      { kind: Number.NaN },
      "kind",
      /must be a string, a finite number or a boolean \(got number\)/,
    ],
    ["half a character in a query", { kind: "\ud800" }, "kind", /contains "\\ud[8c]00", which it cannot carry/],
    ["an empty list in a query", { kind: [] }, "kind", /"kind" is missing\.$/],
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

const place = { path: "path", query: "query?", header: "header?" } as const;

/** An operation with one parameter, which is not written in the usual way. */
function taking(where: keyof typeof place, notation: Notation, name = "a"): OperationDescriptor {
  return {
    method: "GET",
    path: where === "path" ? `/things/{${name}}` : "/things",
    params: { [name]: place[where], other: "query?" },
    notations: { [name]: notation },
    success: { 200: "object" },
    retry: { unprocessed: true, unknown: true },
  };
}

describe("a parameter that is not written in the usual way", () => {
  it.each<[string, keyof typeof place, Notation, unknown, RegExp]>([
    [
      "a list for a number in a path",
      "path",
      "scalar",
      ["1"],
      /must be a string, a finite number or a boolean \(got object\)/,
    ],
    ["an endless number", "path", "scalar", Infinity, /got number/],
    ["a list with nothing in it for a path", "path", ",", [undefined], /is missing/],
    ["a list with a text that changes the path", "path", ",", ["a", ".."], /is "\.\.", which would change the path/],
    ["a list with a slash", "path", ",", ["a", "b/c"], /contains "\/" at position 1/],
    ["a list with null", "path", ",", ["a", null], /got null/],
    ["an object in a path", "path", ",", { a: 1 }, /got object/],
    ["a comma in the list of a header", "header", ",", ["a", "b,c"], /contains ",", which it cannot carry/],
    ["an empty item in a header", "header", ",", ["a", ""], /contains "", which it cannot carry/],
    ["a space that a header would lose", "header", ",", ["a", "b "], /contains " ", which it cannot carry/],
    ["a line break in the list of a header", "header", ",", ["a", "b\nc"], /character that no header may have/],
    ["a pipe between pipes", "query", "%7C", ["a", "b|c"], /contains "\|", which it cannot carry/],
    ["a space between spaces", "query", "%20", ["a b"], /contains " ", which it cannot carry/],
    ["null in a list", "query", ",", ["a", null], /got null/],
    ["null in an object", "query", "&", { a: null }, /got null/],
    ["null for an object", "query", "[]", null, /must be an object \(got null\)/],
    ["a list for a deepObject", "query", "[]", ["a"], /must be an object \(got object\)/],
    ["an object in a deepObject", "query", "[]", { a: {} }, /got object/],
    ["a date for an object", "query", "&", new Date(0), /got object/],
    ["a map for an object", "query", "[]", new Map([["a", 1]]), /must be an object/],
    ["a bracket in the name of a field", "query", "[]", { "a]": 1 }, /contains "\]", which it cannot carry/],
    [
      "half a character in the name of a field",
      "query",
      "&",
      { "\udc00": 1 },
      /contains "\\ud[8c]00", which it cannot carry/,
    ],
  ])("is refused: %s", (_name, where, notation, value, message) => {
    const error = thrownBy(() => arrange("try", taking(where, notation), { a: value }, {}), isCceConfigError);
    expect(error.parameter).toBe("a");
    expect(error.message).toMatch(message);
  });

  it("is refused where its fields are parameters of the query already", () => {
    const descriptor = taking("query", "&");
    const error = thrownBy(() => arrange("try", descriptor, { a: { other: 1 }, other: "b" }, {}), isCceConfigError);
    expect(error.message).toBe('try: "a" has the field "other", which is a parameter of its own.');
    expect(arrange("try", descriptor, { a: { a: 1, b: 2 } }, {}).query).toBe("a=1&b=2");
  });

  it("may be left out, also by a list or an object without members", () => {
    for (const value of [undefined, [], [undefined]]) {
      expect(arrange("try", taking("query", ","), { a: value }, {}).query).toBe("");
      expect(arrange("try", taking("header", ","), { a: value }, {}).header).toEqual({});
    }
    expect(arrange("try", taking("query", "[]"), { a: { b: undefined } }, {}).query).toBe("");
  });

  it("may be one value or a list", () => {
    expect(arrange("try", taking("query", ","), { a: "b" }, {}).query).toBe("a=b");
    expect(arrange("try", taking("header", ","), { a: 1 }, {}).header).toEqual({ a: "1" });
    expect(arrange("try", taking("path", ","), { a: "b" }, {}).path).toEqual({ a: ["b"] });
  });
});

/** What a server reads, by RFC 6570 and the styles of OpenAPI: it splits first, and decodes each part then. */
function decoded(descriptor: OperationDescriptor, name: string, value: unknown): unknown {
  const arranged = arrange("try", descriptor, { [name]: value }, {});
  const { pathname, search: query } = addressOf("https://cce.example.com/base", descriptor, arranged);
  const notation = descriptor.notations?.[name];
  if (descriptor.params[name] === "path") {
    return pathname.slice("/base/things/".length).split(",").map(decodeURIComponent);
  }
  if (descriptor.params[name] === "header?") return arranged.header[name.toLowerCase()]?.split(",");
  const pairs = query
    .slice(1)
    .split("&")
    .map((pair) => pair.split("="));
  const read = pairs.map(([key = "", text = ""]) => [decodeURIComponent(key), text] as const);
  if (notation === "&" || notation === "[]") {
    return Object.fromEntries(
      read.map(([key, text]) => [notation === "&" ? key : key.slice(name.length + 1, -1), decodeURIComponent(text)]),
    );
  }
  expect(read.every(([key]) => key === name)).toBe(true);
  const parts = read.flatMap(([, text]) => (notation === undefined ? [text] : text.split(notation)));
  const texts = parts.map(decodeURIComponent);
  if (Array.isArray(value)) return texts;
  const fields = texts.flatMap((key, index) => (index % 2 === 0 ? [[key, texts[index + 1]]] : []));
  return Object.fromEntries(fields) as unknown;
}

describe("what a server decodes is what was given", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 12 });
  const without = (pattern: RegExp) => text.filter((value) => !pattern.test(value));
  const some = (item: fc.Arbitrary<string>) => fc.array(item, { minLength: 1, maxLength: 4 });
  const fields = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
    fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  const inPath = without(/^$|^\.\.?$|[/\\?#%\p{Cc}\p{Zl}\p{Zp}]/u);
  const inHeader = fc
    .string({ unit: "binary-ascii", minLength: 1, maxLength: 12 })
    .filter((value) => /^[!-~]([ -~]*[!-~])?$/.test(value) && !value.includes(","));
  const key = text.filter((value) => value !== "__proto__");
  const values: readonly (readonly [string, keyof typeof place, Notation | undefined, fc.Arbitrary<unknown>])[] = [
    ["a list in a path", "path", ",", some(inPath)],
    ["a list in a header", "header", ",", some(inHeader)],
    ["an exploded form", "query", undefined, some(text)],
    ["a form", "query", ",", some(text)],
    ["pipes", "query", "%7C", some(without(/\|/))],
    ["spaces", "query", "%20", some(without(/ /))],
    ["an object as a form", "query", ",", fields(key, text)],
    ["an object as an exploded form", "query", "&", fields(key, text)],
    [
      "an object between pipes",
      "query",
      "%7C",
      fields(
        key.filter((k) => !k.includes("|")),
        without(/\|/),
      ),
    ],
    [
      "a deepObject",
      "query",
      "[]",
      fields(
        key.filter((k) => !/[[\]]/.test(k)),
        text,
      ),
    ],
  ];

  it.each(values)("of %s", (_name, where, notation, value) => {
    // The names of paths and headers are more restricted.
    const name =
      where === "query"
        ? fc.string({ unit: "grapheme", minLength: 1 }).filter((n) => n !== "other" && n !== "__proto__")
        : fc.constant("x-a");
    fc.assert(
      fc.property(name, value, (parameter, given) => {
        const { notations, ...usual } = taking(where, notation ?? "scalar", parameter);
        const descriptor = notation === undefined ? usual : { ...usual, notations: notations ?? {} };
        expect(decoded(descriptor, parameter, given)).toEqual(given);
      }),
      { numRuns: 300 },
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
