import { existsSync, readFileSync } from "node:fs";
import { CceConfigError } from "../base/errors.js";
import { startMockWith, type Mock, type StartMockOptions } from "./startMock.js";

export type { Faults, PlannedResponse, PlanStep } from "./plan.js";
export type { RecordedRequest } from "./log.js";
export { mockScenarios, type MockScenario, type ScenarioName } from "./service/scenarios.js";
export type { Mock, StartMockOptions } from "./startMock.js";
export type { PlayedTask, UpgradePlay } from "./service/play.js";
export { readStateFile } from "./service/state.js";

/** Where the document is, relative to the source and to the built file. */
const documentUrls = ["../../generated/openapi.json", "../../../generated/openapi.json"].map(
  (path) => new URL(path, import.meta.url),
);

function readDocument(): object {
  const url = documentUrls.find((candidate) => existsSync(candidate));
  if (url === undefined) {
    throw new CceConfigError("document", "generated/openapi.json of the package is missing. Set the option document.");
  }
  return JSON.parse(readFileSync(url, "utf8")) as object;
}

/**
 * Starts a mock of the CCE upgrade-workflow API.
 *
 * @throws {@link CceConfigError} when an option is invalid, the port is taken or Prism is not installed.
 */
export async function startMock({ document, ...options }: StartMockOptions = {}): Promise<Mock> {
  return startMockWith(document ?? readDocument(), options);
}
