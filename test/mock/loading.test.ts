import { readFileSync } from "node:fs";
import * as prism from "@stoplight/prism-http";
import { createEngine } from "../../src/mock/engine/engine.js";

jest.mock("@stoplight/prism-http", () => {
  const actual = jest.requireActual<typeof prism>("@stoplight/prism-http");
  return { ...actual, getHttpOperationsFromSpec: jest.fn(actual.getHttpOperationsFromSpec) };
});

const read = jest.mocked(prism.getHttpOperationsFromSpec);

interface Document {
  paths: Record<string, object>;
}

function readDocument(): Document {
  return JSON.parse(readFileSync("generated/openapi.json", "utf8")) as Document;
}

describe("a document", () => {
  beforeEach(() => read.mockClear());

  it("is read once for all mocks", async () => {
    const document = readDocument();
    const engines = await Promise.all([createEngine(document), createEngine(readDocument())]);
    engines.push(await createEngine(document));
    expect(read).toHaveBeenCalledTimes(1);
    expect(engines.map(({ responses }) => responses)).toEqual(Array(3).fill(engines[0].responses));
  });

  it("is read again when it has changed", async () => {
    const document = readDocument();
    await createEngine(document);
    read.mockClear();
    const [[path, item] = ["", {}]] = Object.entries(document.paths);
    document.paths = { "/elsewhere": item };
    const engine = await createEngine(document);
    expect(read).toHaveBeenCalledTimes(1);
    expect(engine.match("patch", path)).toBeUndefined();
    expect(engine.match("patch", "/elsewhere")).toBeDefined();
  });

  it("that is unreadable is refused each time", async () => {
    const attempt = () => createEngine({ nothing: true });
    await expect(attempt()).rejects.toThrow("not a readable OpenAPI document");
    await expect(attempt()).rejects.toThrow("not a readable OpenAPI document");
  });
});
