import { version } from "../../src/version.js";
import { packageVersion } from "../helpers/calls.js";

it("the version the client tells is the one of the package", () => {
  expect(version).toBe(packageVersion);
});
