import * as ours from "../../../src/index.js";

/** A second copy of the package, as two versions of it in one `node_modules` would be. */
function secondCopy(): typeof ours {
  let copy: typeof ours | undefined;
  jest.isolateModules(() => {
    copy = jest.requireActual<typeof ours>("../../../src/index.js");
  });
  if (copy === undefined) throw new Error("the copy was not loaded");
  return copy;
}

type Copy = typeof ours;

const facts = { operation: "upgradeWorkFlowUpdate", attempts: 1, totalDelayMs: 0 };
const answer = { status: 404, headers: {}, body: undefined, text: "" };
const summary = { errorCode: undefined, innerErrorCode: undefined, errorMessage: undefined, requestId: undefined };

const makers: Readonly<Record<string, (copy: Copy) => ours.CceError>> = {
  CceConfigError: (copy) => new copy.CceConfigError("region", "Unknown region."),
  CceApiError: (copy) => new copy.CceApiError(facts, "unprocessed", answer, summary),
  CceConnectionError: (copy) => new copy.CceConnectionError(facts, "unknown", "no response", "ECONNRESET"),
  CceTimeoutError: (copy) => new copy.CceTimeoutError(facts, "unknown", "timeoutMs", 1, ""),
  CceAbortError: (copy) => new copy.CceAbortError(facts, "unknown", "aborted"),
  CceResponseError: (copy) => new copy.CceResponseError(facts, "unknown", answer, "redirect"),
};
const guardsOf = (copy: Copy) => ({
  CceConfigError: copy.isCceConfigError,
  CceApiError: copy.isCceApiError,
  CceConnectionError: copy.isCceConnectionError,
  CceTimeoutError: copy.isCceTimeoutError,
  CceAbortError: copy.isCceAbortError,
  CceResponseError: copy.isCceResponseError,
});

describe("guards", () => {
  const other = secondCopy();
  const cases = Object.entries(makers);

  it("are tried with two copies, between which instanceof fails", () => {
    expect(other.CceApiError).not.toBe(ours.CceApiError);
    for (const [, make] of cases) expect(make(other)).not.toBeInstanceOf(ours.CceError);
  });

  it.each(cases)("know a %s of this and of another copy, and no other error", (name, make) => {
    for (const error of [make(ours), make(other)]) {
      expect(ours.isCceError(error)).toBe(true);
      expect(error.name).toBe(name);
      const found = Object.entries(guardsOf(ours)).filter(([, is]) => is(error));
      expect(found.map(([each]) => each)).toEqual([name]);
      expect(Object.entries(guardsOf(other)).filter(([, is]) => is(error))).toHaveLength(1);
    }
  });

  it.each(cases)("have a class for %s that extends CceError", (name, make) => {
    const error = make(ours);
    expect(error).toBeInstanceOf(ours.CceError);
    expect(error).toBeInstanceOf(Error);
    expect(error.constructor.name).toBe(name);
    expect(error instanceof ours.CceCallError).toBe(name !== "CceConfigError");
    expect(Object.keys(error)).not.toContain("stack");
  });

  it("know the base classes", () => {
    for (const error of [new ours.CceError("x"), new ours.CceCallError(facts, "unknown", "x")]) {
      expect(ours.isCceError(error)).toBe(true);
      for (const is of Object.values(guardsOf(ours))) expect(is(error)).toBe(false);
    }
    expect(new ours.CceCallError(facts, "unknown", "x").message).toBe("upgradeWorkFlowUpdate: x");
  });

  const others: readonly [string, unknown][] = [
    ["undefined", undefined],
    ["null", null],
    ["text", "CceApiError"],
    ["an Error", new Error("x")],
    ["an Error with our name", Object.assign(new Error("x"), { name: "CceApiError", status: 404 })],
    ["the error as plain data", new ours.CceConfigError("x", "y").toJSON()],
    ["a plain object with our mark", { [Symbol.for("cce-upgrade-workflow.error")]: true, name: "CceApiError" }],
    ["a class", ours.CceApiError],
  ];
  it.each(others)("say no to %s", (_name, value) => {
    for (const is of [ours.isCceError, ...Object.values(guardsOf(ours))]) expect(is(value)).toBe(false);
  });
});

describe("an error as plain data", () => {
  it("has name, message and the fields, and neither stack nor cause", () => {
    const error = new ours.CceConfigError("region", "first\nsecond", { cause: new Error("inner") });
    expect(error.toJSON()).toEqual({ name: "CceConfigError", message: "first second", parameter: "region" });
    expect(JSON.stringify({ error })).toBe(
      '{"error":{"name":"CceConfigError","parameter":"region","message":"first second"}}',
    );
  });

  it("names the base class", () => {
    expect(new ours.CceError("x").toJSON()).toEqual({ name: "CceError", message: "x" });
  });
});
