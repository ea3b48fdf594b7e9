import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CceConfigError } from "../base/errors.js";
import { startMockWith, type Mock, type StartMockOptions } from "./startMock.js";

export type { Faults, PlannedResponse, PlanStep } from "./plan.js";
export type { RecordedRequest } from "./log.js";
export { mockScenarios, type MockScenario, type ScenarioName } from "./service/scenarios.js";
export type { Mock, StartMockOptions } from "./startMock.js";
export type { ClusterState } from "./service/cluster.js";
export type { UpgradeFailure } from "./service/failures.js";
export type { UpgradePlay } from "./service/play.js";
export type { MockQuirks } from "./service/quirks.js";
export { mockSituations, type MockSituation, type SituationName } from "./service/situations.js";
export { type MockState, readStateFile } from "./service/state.js";
export type { PlayedTask } from "./service/workflow.js";

/** Where the document is, relative to the source and to the built file. */
const documentFiles = ["../../generated/openapi.json", "../../../generated/openapi.json"].map((path) =>
  join(import.meta.dirname, path),
);

function readDocument(): object {
  const file = documentFiles.find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw new CceConfigError("document", "generated/openapi.json of the package is missing. Set the option document.");
  }
  return JSON.parse(readFileSync(file, "utf8")) as object;
}

/**
 * Starts a mock of the CCE upgrade-workflow API.
 *
 * A request may pick its response by the header `Prefer`: `code=429`, `example=locked`, `scenario=throttled`. Prism's
 * `dynamic=true` is ignored: the mock has no random responses.
 *
 * @throws {@link CceConfigError} when an option is invalid or the port is taken.
 */
export async function startMock({ document, ...options }: StartMockOptions = {}): Promise<Mock> {
  return startMockWith(document ?? readDocument(), options);
}
