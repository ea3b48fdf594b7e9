import { isCceConfigError } from "../../src/base/errors.js";
import { startMockWith } from "../../src/mock/startMock.js";
import { openapi } from "./support.js";

jest.mock("@stoplight/prism-http", () => {
  throw Object.assign(new Error("Cannot find module '@stoplight/prism-http'"), { code: "MODULE_NOT_FOUND" });
});

it("without Prism the error names the package to install", async () => {
  const error: unknown = await startMockWith(openapi).catch((reason: unknown) => reason);
  expect(isCceConfigError(error) && error.parameter).toBe("@stoplight/prism-http");
  expect(String(error)).toContain("npm install --save-dev @stoplight/prism-http");
  expect(isCceConfigError(error) && error.cause).toHaveProperty("code", "MODULE_NOT_FOUND");
});
