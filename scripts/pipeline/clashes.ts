import { type OpenApiDocument, operationsOf, type PlacedOperation, resolve } from "./openapi.js";
import { paramsTypeName } from "./client.js";

/** Something in a valid document that no client can be made of. */
export interface Clash {
  /** Where in the document. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Names an operation cannot have in the client: awaiting an object with `then` calls it. */
const reservedOperations: ReadonlySet<string> = new Set(["then", "constructor", "__proto__"]);

function operationClashes(
  document: OpenApiDocument,
  { path, method, operation, parameters }: PlacedOperation,
): Clash[] {
  const at = ["paths", path, method];
  const name = `${method.toUpperCase()} ${path}`;
  const id = operation.operationId;
  if (id === undefined || id === "") {
    return [{ path: at, message: `${name} has no operationId; it becomes the name of the client's method.` }];
  }
  const found: Clash[] = [];
  const report = (message: string, ...below: string[]) => found.push({ path: [...at, ...below], message });

  if (!/^[A-Za-z_$][\w$]*$/.test(id) || reservedOperations.has(id)) {
    report(`operationId "${id}" cannot be the name of a method.`, "operationId");
  }
  const places = new Map<string, string>();
  for (const parameter of parameters) {
    const other = places.get(parameter.name);
    if (other !== undefined) {
      report(
        `${id}: the ${other} parameter and the ${parameter.in} parameter "${parameter.name}" would clash: a call takes parameters by name. Rename one.`,
        "parameters",
      );
    }
    if (parameter.in === "cookie")
      report(`${id}: cookie parameters ("${parameter.name}") are not supported.`, "parameters");
    places.set(parameter.name, parameter.in);
  }
  if (operation.requestBody !== undefined) {
    if (places.has("body")) {
      report(`${id}: the parameter "body" would clash with the request body. Rename it.`, "parameters");
    }
    if (!("application/json" in resolve(document, operation.requestBody).content)) {
      report(`${id}: the request body has no application/json content, the only kind the client sends.`, "requestBody");
    }
  }
  if (!Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))) {
    report(`${id}: no response with a status of 200 to 299 is declared.`, "responses");
  }
  return found;
}

/** Finds what a client cannot be made of: missing, unusable or doubled names, and parameters that would clash. */
export function clashes(document: OpenApiDocument): Clash[] {
  const operations = operationsOf(document);
  const found = operations.flatMap((operation) => operationClashes(document, operation));
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
