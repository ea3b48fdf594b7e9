import { createCceClient } from "../../client/client.node.js";
import { Checkup } from "../doctor/checkup.js";
import { compare } from "../doctor/conformance.js";
import { checkConnection, limits } from "../doctor/connection.js";
import { type ReadResponse, runReads } from "../doctor/reads.js";
import { drawChecks, issueText, reportConformance } from "../doctor/report.js";
import { type Context, print, printJson, say, styleFor } from "../session/context.js";
import { findProject, givenProject, logEvent, placeOf, unlessInterrupted } from "../session/connect.js";
import { findCredentials } from "../session/credentials.js";
import type { ConnectionOptions } from "../session/options.js";

/** Options of `cce-upgrade doctor`. */
export interface DoctorOptions extends ConnectionOptions {
  readonly cluster: string;
  readonly issue?: boolean;
}

/** Checks what leads to the service, and sends the reads as far as that allows. */
async function examine(checkup: Checkup, options: DoctorOptions): Promise<readonly ReadResponse[]> {
  const { context } = checkup;
  const place = await checkup.attempt("Endpoint", () => placeOf(context, options), "Give --region, or --endpoint.");
  if (place) {
    const { endpoint, from, isOwnAddress, region, regionFrom } = place;
    const parts = [isOwnAddress && `from ${from}`, region && `region ${region} from ${regionFrom ?? from}`];
    checkup.add("Endpoint", "ok", [endpoint, ...parts].filter(Boolean).join(", "));
  }
  const found = await checkup.attempt(
    "Credentials",
    () => unlessInterrupted(context, findCredentials(context, options.tokenStdin ?? false)),
    "Set CCE_TOKEN or an access key: cce-upgrade doctor --help lists the places.",
  );
  if (found) checkup.add("Credentials", "ok", found.place);
  const route = place && (await checkConnection(checkup, place.endpoint));
  if (!place || !found) {
    checkup.add("Reads", "skipped", `Nothing was read, as there ${place ? "are no credentials" : "is no endpoint"}.`);
    return [];
  }
  const project = await checkup.attempt(
    "Project",
    () => (route ? findProject(context, options, place, found) : givenProject(context, options, found)),
    "Give --project or set CCE_PROJECT_ID.",
  );
  if (project) checkup.add("Project", "ok", `${project.projectId}, from ${project.from}`);
  if (!route || !project) {
    checkup.add("Reads", "skipped", `Nothing was read, as there is no ${route ? "project" : "connection"}.`);
    return [];
  }
  const cce = createCceClient({
    ...limits,
    endpoint: place.endpoint,
    projectId: project.projectId,
    credentials: found.credentials,
    agent: route.agent,
    onEvent: (event) => {
      logEvent(context, event);
    },
  });
  return runReads(checkup, cce, options.cluster, options.autopilot ?? false);
}

/** `cce-upgrade doctor`: checks configuration, connection, permissions and responses, and only reads. */
export async function doctor(context: Context, options: DoctorOptions): Promise<number> {
  const checkup = new Checkup(context);
  const responses = await examine(checkup, options);
  const document: unknown = JSON.parse(context.readDocument());
  const conformance = compare(document, await context.loadValidators(), responses);
  reportConformance(checkup, conformance);
  const { checks, exitCode } = checkup;
  if (options.json === true) printJson(context, { ok: exitCode === 0, checks, ...conformance });
  else if (options.issue === true) {
    say(context, drawChecks(checks, styleFor(context, context.stderr)));
    if (conformance.compared > 0) print(context, issueText(conformance, document));
  } else print(context, drawChecks(checks, styleFor(context, context.stdout)));
  return exitCode;
}
