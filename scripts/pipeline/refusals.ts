import type { Refusal } from "./operationRefusals.js";
import {
  type OpenApiDocument,
  type OpenApiRef,
  type OpenApiSchema,
  operationsOf,
  type Path,
  referencesBelow,
  type SecurityRequirement,
} from "./openapi.js";

/** The variable of a server's URL that the client fills in: its option of this name. */
const serverVariable = "region";

/** The headers of the ways to authenticate that the client knows, each in lower case and in order. */
const token = "x-auth-token";
const signature = "authorization x-sdk-date";

function serverRefusals(document: OpenApiDocument): Refusal[] {
  const holders: [Path, object][] = [
    ...Object.entries(document.paths).map(([path, item]): [Path, object] => [["paths", path], item]),
    ...operationsOf(document).map(({ path, method, operation }): [Path, object] => [
      ["paths", path, method],
      operation,
    ]),
  ];
  const message = "The client sends every request to its one endpoint. Declare servers for the whole document only.";
  const own = holders.filter(([, { servers }]: [Path, { servers?: unknown }]) => servers !== undefined);
  const shared = (document.servers ?? []).flatMap(({ url, variables = {} }, index): Refusal[] => {
    const at = ["servers", index];
    const names = Object.keys(variables);
    const other = names.find((name) => name !== serverVariable);
    if (other !== undefined) {
      const fix = `Declare a server for each value of "${other}".`;
      return [
        {
          path: [...at, "variables", other],
          message: `"${serverVariable}" is the only variable the client knows. ${fix}`,
        },
      ];
    }
    // The client sends credentials to a server that it chooses by region.
    if (names.length === 0 || /^https:\/\/[^/?#]+(\/[^/?#]+)*$/.test(url)) return [];
    const rule = 'must start with https:// and have no "/" at its end, no query and no fragment';
    return [{ path: [...at, "url"], message: `The URL of a server with the variable "${serverVariable}" ${rule}.` }];
  });
  return [...own.map(([path]) => ({ path: [...path, "servers"], message })), ...shared];
}

/** The headers that carry the credentials of a requirement, in lower case; `undefined` where something else does. */
function credentialHeaders(document: OpenApiDocument, requirement: SecurityRequirement): string | undefined {
  const headers = Object.keys(requirement).map((name) => {
    const scheme = document.components?.securitySchemes?.[name];
    return scheme?.type === "apiKey" && scheme.in === "header" ? scheme.name?.toLowerCase() : undefined;
  });
  return headers.includes(undefined) ? undefined : headers.sort().join(" ");
}

function securityRefusals(document: OpenApiDocument): Refusal[] {
  const { security = [] } = document;
  const unknown = security.flatMap((requirement, index) =>
    ["", token, signature].includes(credentialHeaders(document, requirement) ?? "unknown")
      ? []
      : [
          {
            path: ["security", index],
            message: `The client cannot authenticate by ${Object.keys(requirement).join(" with ")}. It knows the header X-Auth-Token, and Authorization with X-Sdk-Date.`,
          },
        ],
  );
  const takesToken = security.some((requirement) => credentialHeaders(document, requirement) === token);
  const missing = takesToken
    ? []
    : [{ path: ["security"], message: "The client sends X-Auth-Token with every request, so security must allow it." }];
  const own = operationsOf(document)
    .filter(({ operation }) => operation.security && JSON.stringify(operation.security) !== JSON.stringify(security))
    .map(({ path, method, operation: { operationId = "" } }) => ({
      path: ["paths", path, method, "security"],
      message: `${operationId}: the client sends the same credentials with every request. Declare security for the whole document only.`,
    }));
  return [...unknown, ...missing, ...own];
}

function referenceRefusals(document: OpenApiDocument): Refusal[] {
  return referencesBelow(document).flatMap(([path, reference]): Refusal[] => {
    if (path.length === 3 && path[0] === "paths") {
      return [
        { path, message: "A path cannot refer to another one. Write its operations here, or in a file of their own." },
      ];
    }
    if (/^#\/components\/[^/]+\/[^/]+$/.test(reference)) return [];
    const fix = "Put what it leads to under a name in components, and refer to that.";
    return [{ path, message: `The reference ${reference} leads into the middle of something. ${fix}` }];
  });
}

/** The references by which a schema is made of others, with their places. */
function compositionOf(schema: OpenApiSchema | OpenApiRef, path: Path): [Path, string][] {
  if ("$ref" in schema) return [[path, schema.$ref]];
  const { allOf, oneOf, anyOf, not } = schema;
  return Object.entries({ allOf, oneOf, anyOf })
    .flatMap(([key, parts = []]) => parts.flatMap((part, index) => compositionOf(part, [...path, key, index])))
    .concat(not ? compositionOf(not, [...path, "not"]) : []);
}

/** A schema that is made of itself has no values that could be checked, and no type. */
function circleRefusals({ components: { schemas = {} } = {} }: OpenApiDocument): Refusal[] {
  const made = new Map(
    Object.entries(schemas).map(([name, schema]) => [
      `#/components/schemas/${name}`,
      compositionOf(schema, ["components", "schemas", name]),
    ]),
  );
  const reached = (start: string): Set<string> => {
    const found = new Set([start]);
    // A set also visits what is added on the way.
    for (const reference of found) for (const [, next] of made.get(reference) ?? []) found.add(next);
    return found;
  };
  return [...made].flatMap(([name, references]) =>
    references
      .filter(([, reference]) => reached(reference).has(name))
      .map(([path]) => ({
        path,
        message: "The schema is made of itself. Use a property or the items of a list instead.",
      })),
  );
}

/** Names that every object of JavaScript has, which tools of the chain stumble over. */
function nameRefusals({ components = {} }: OpenApiDocument): Refusal[] {
  return Object.entries(components).flatMap(([kind, named]) =>
    Object.keys(Object(named) as object)
      .filter((name) => name in Object.prototype)
      .map((name) => ({
        path: ["components", kind, name],
        message: `A component cannot be called ${name}. Rename it.`,
      })),
  );
}

/** Finds what OpenAPI allows and the client does not do, rather than leave it out of the client without a word. */
export function refusals(document: OpenApiDocument): Refusal[] {
  return [serverRefusals, securityRefusals, referenceRefusals, circleRefusals, nameRefusals].flatMap((find) =>
    find(document),
  );
}
