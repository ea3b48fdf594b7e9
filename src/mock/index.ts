import { existsSync, readFileSync } from "node:fs";
import { CceConfigError } from "../base/errors.js";
import { startMock as startMockOf, type Mock, type StartMockOptions } from "./startMock.js";

export type { Faults, PlannedAnswer, PlanStep } from "./plan.js";
export type { RecordedRequest } from "./log.js";
export { mockScenarios, type MockScenario, type ScenarioName } from "./service/scenarios.js";
export type { Mock, StartMockOptions } from "./startMock.js";
export type { PlayedTask, UpgradePlay } from "./service/play.js";
export { readStateFile } from "./service/state.js";

/** Where the document stands, seen from the source and from the built file. */
const documentUrls = ["../../generated/openapi.json", "../../../generated/openapi.json"].map(
  (path) => new URL(path, import.meta.url),
);

function readDocument(): object {
  const url = documentUrls.find((candidate) => existsSync(candidate));
  if (url === undefined) {
    throw new CceConfigError("document", "generated/openapi.json of the package is missing. Give the option document.");
  }
  return JSON.parse(readFileSync(url, "utf8")) as object;
}

/**
 * Starts a mock of the CCE upgrade-workflow API. Options as in {@link StartMockOptions}, `document` by default the
 * package's own.
 *
 * @throws {@link CceConfigError} when an option is wrong, the port is taken or Prism is not installed.
 */
export async function startMock(options: Partial<StartMockOptions> = {}): Promise<Mock> {
  return startMockOf({ ...options, document: options.document ?? readDocument() });
}
