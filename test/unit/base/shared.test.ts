import type * as Shared from "../../../src/base/shared.js";
import { shared } from "../../../src/base/shared.js";

/** A second copy of the package in the process, of another version if one is given. */
function copyOf(version?: string): typeof Shared {
  let copy: typeof Shared | undefined;
  jest.isolateModules(() => {
    if (version !== undefined) jest.doMock("../../../src/version.js", () => ({ version }));
    copy = jest.requireActual<typeof Shared>("../../../src/base/shared.js");
  });
  if (copy === undefined) throw new Error("The copy was not loaded.");
  return copy;
}

it("copies of one version share the state of a name, and no other", () => {
  const create = () => new Map<string, string>();
  const [name, other] = ["first of the test", "second of the test"];
  const state = shared(name, create);
  expect(shared(name, create)).toBe(state);
  expect(copyOf().shared(name, create)).toBe(state);
  expect(copyOf().shared(other, create)).not.toBe(state);
  expect(copyOf("9.9.9").shared(name, create)).not.toBe(state);
});
