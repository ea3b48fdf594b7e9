import { type OpenApiDocument, type OpenApiParameter, operationsOf, type PlacedOperation, resolve } from "./openapi.js";
import { paramsTypeName } from "./client.js";
import { isOwnHeader, parameterFault, pathFault } from "./parameters.js";
import { responseFault, successStatuses } from "./responses.js";

/** Something in a valid document that no client can be made of. */
export interface Refusal {
  /** Where in the document. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Names an operation cannot have in the client: awaiting an object with `then` calls it. */
const reservedOperations: ReadonlySet<string> = new Set(["then", "constructor", "__proto__"]);

/** Where a parameter is listed: in the operation, or in its path. */
function placeOfParameter(
  document: OpenApiDocument,
  { path, method, operation }: PlacedOperation,
  parameter: OpenApiParameter,
): Refusal["path"] {
  const isIt = (listed: Parameters<typeof resolve<OpenApiParameter>>[1]) => resolve(document, listed) === parameter;
  const own = operation.parameters?.findIndex(isIt) ?? -1;
  if (own >= 0) return ["paths", path, method, "parameters", own];
  return ["paths", path, "parameters", document.paths[path]?.parameters?.findIndex(isIt) ?? -1];
}

function refusalsOf(document: OpenApiDocument, placed: PlacedOperation): Refusal[] {
  const { path, method, operation, parameters } = placed;
  const at = ["paths", path, method];
  const name = `${method.toUpperCase()} ${path}`;
  const id = operation.operationId;
  if (id === undefined || id === "") {
    return [{ path: at, message: `${name} has no operationId; it becomes the name of the client's method.` }];
  }
  const found: Refusal[] = [];
  const report = (message: string, ...below: string[]) => found.push({ path: [...at, ...below], message });

  if (!/^[A-Za-z_$][\w$]*$/.test(id) || reservedOperations.has(id)) {
    report(`operationId "${id}" cannot be the name of a method.`, "operationId");
  }
  const reportParameter = (message: string, parameter: OpenApiParameter) =>
    found.push({ path: placeOfParameter(document, placed, parameter), message });
  const byName = new Map<string, OpenApiParameter>();
  for (const parameter of parameters.filter((each) => !isOwnHeader(each))) {
    const { name: parameterName, in: place } = parameter;
    const other = byName.get(parameterName);
    if (other !== undefined) {
      reportParameter(
        `${id}: the ${other.in} parameter and the ${place} parameter "${parameterName}" would clash: a call takes parameters by name. Rename one.`,
        parameter,
      );
    }
    const fault = parameterFault(document, parameter, parameters);
    if (fault !== undefined) reportParameter(`${id}: the ${place} parameter "${parameterName}" ${fault}`, parameter);
    byName.set(parameterName, parameter);
  }
  if (operation.requestBody !== undefined) {
    const body = byName.get("body");
    if (body !== undefined) {
      reportParameter(`${id}: the parameter "body" would clash with the request body. Rename it.`, body);
    }
    if (!("application/json" in resolve(document, operation.requestBody).content)) {
      report(`${id}: the request body has no application/json content, the only kind the client sends.`, "requestBody");
    }
  }
  const statuses = successStatuses(placed);
  for (const status of statuses) {
    const fault = responseFault(document, placed, status);
    if (fault !== undefined) report(`${id}: the response ${status} ${fault}`, "responses", status);
  }
  if (statuses.length === 0) {
    report(`${id}: no response with a status of 200 to 299 is declared.`, "responses");
  }
  return found;
}

/** Finds what no client can be made of in the operations: names that are missing, unusable or taken, unsupported parameters and responses. */
export function operationRefusals(document: OpenApiDocument): Refusal[] {
  const operations = operationsOf(document);
  const found = operations.flatMap((operation) => refusalsOf(document, operation));
  for (const path of Object.keys(document.paths)) {
    const message = pathFault(path);
    if (message !== undefined) found.push({ path: ["paths", path], message });
  }
  const seen = new Map<string, string>();
  for (const { path, method, operation } of operations) {
    const id = operation.operationId;
    if (id === undefined) continue;
    const type = paramsTypeName(id);
    const other = seen.get(type);
    if (other !== undefined) {
      found.push({
        path: ["paths", path, method, "operationId"],
        message: `operationId "${id}" clashes with "${other}": each operation needs a name of its own.`,
      });
    }
    seen.set(type, id);
  }
  return found;
}
