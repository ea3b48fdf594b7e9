import {
  type OpenApiDocument,
  type OpenApiParameter,
  type OpenApiPathItem,
  type OpenApiRef,
  type OpenApiSchema,
  operationsOf,
  partsOf,
  resolve,
} from "./openapi.js";
import { isObject } from "../../src/base/fields.js";
import { isHeaderName } from "../../src/base/headers.js";

/** Headers that the client sets itself, in lower case. OpenAPI too ignores parameters of the first three names. */
const ownHeaders: ReadonlySet<string> = new Set([
  "accept",
  "authorization",
  "content-type",
  "content-length",
  "host",
  "x-auth-token",
  "x-sdk-date",
  "x-security-token",
]);

/** Whether a parameter is a header that the client sets itself: a call does not take it. */
export function isOwnHeader({ name, in: place }: OpenApiParameter): boolean {
  return place === "header" && ownHeaders.has(name.toLowerCase());
}

/** A sentence that names the parameters that the client ignores; none where there are none. */
export function ignoredHeaders(document: OpenApiDocument): string[] {
  const ignored = operationsOf(document).flatMap(({ parameters }) => parameters.filter(isOwnHeader));
  const names = [...new Set(ignored.map(({ name }) => name))].sort();
  return names.length === 0 ? [] : [`Ignored header parameters, which the client sets itself: ${names.join(", ")}`];
}

/** The document that the client is made of: without the parameters that it ignores. */
export function withoutIgnored(document: OpenApiDocument): OpenApiDocument {
  const isKept = (parameter: OpenApiParameter | OpenApiRef) => !isOwnHeader(resolve(document, parameter));
  const withKept = <T extends Pick<OpenApiPathItem, "parameters">>(holder: T): T =>
    Array.isArray(holder.parameters) ? { ...holder, parameters: holder.parameters.filter(isKept) } : holder;
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const parts = Object.entries(withKept(item)).map(([key, part]) => [key, isObject(part) ? withKept(part) : part]);
    return [path, Object.fromEntries(parts) as OpenApiPathItem] as const;
  });
  const { components } = document;
  const shared = Object.entries(components?.parameters ?? {}).filter(([, parameter]) => isKept(parameter));
  return {
    ...document,
    paths: Object.fromEntries(paths),
    ...(components?.parameters && { components: { ...components, parameters: Object.fromEntries(shared) } }),
  };
}

/** The types of JSON that the values of a schema may have, as far as it says. */
function typesOf(document: OpenApiDocument, schema: OpenApiSchema | OpenApiRef = {}): string[] {
  const types = partsOf(document, schema).flatMap(({ type, properties, additionalProperties, items, enum: values }) => {
    if (type !== undefined) return [type];
    if (properties !== undefined || additionalProperties !== undefined) return ["object"];
    if (items !== undefined) return ["array"];
    return (values ?? []).filter((value) => value !== null).map((value) => typeof value);
  });
  return [...new Set(types)];
}

function isStructured(type: string): boolean {
  return type === "array" || type === "object";
}

/** The schemas of the items of a list and the fields of an object. */
function membersOf(document: OpenApiDocument, schema: OpenApiSchema | OpenApiRef = {}): (OpenApiSchema | OpenApiRef)[] {
  return partsOf(document, schema)
    .flatMap(({ items, properties = {}, additionalProperties }) => [
      items,
      additionalProperties,
      ...Object.values(properties),
    ])
    .filter((member) => typeof member === "object");
}

/** The separators of the styles that write a list or an object as one value, as they stand in the query. */
const separators: Readonly<Record<string, string>> = {
  form: ",",
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

/** How the value of a parameter is written, as `src/transport/operation.ts` describes it; the usual way is `undefined`. */
export function notationOf(document: OpenApiDocument, parameter: OpenApiParameter): string | undefined {
  const { in: place, style = "form", explode = style === "form", schema } = parameter;
  const types = typesOf(document, schema);
  if (place !== "query") {
    if (types.includes("array")) return ",";
    return types.join() === "string" ? undefined : "scalar";
  }
  if (style === "deepObject") return "[]";
  if (!explode && (types.length === 0 || types.some(isStructured))) return separators[style];
  return types.includes("object") ? "&" : undefined;
}

/** Whether the fields of an object become parameters of the query. */
function isSpread(document: OpenApiDocument, parameter: OpenApiParameter): boolean {
  return parameter.in === "query" && notationOf(document, parameter) === "&";
}

/** The parameter that an object would be mixed up with, whose fields become parameters of the query. */
function mixedUpWith(
  document: OpenApiDocument,
  parameter: OpenApiParameter,
  parameters: readonly OpenApiParameter[],
): string | undefined {
  if (!isSpread(document, parameter)) return undefined;
  const fields = partsOf(document, parameter.schema ?? {}).flatMap(({ properties = {} }) => Object.keys(properties));
  const others = parameters.filter((other) => other !== parameter && other.in === "query");
  const other = others.find((each) => isSpread(document, each) || fields.includes(each.name));
  return other?.name;
}

/** Why a parameter of an operation cannot be sent; `undefined` where it can. */
export function parameterFault(
  document: OpenApiDocument,
  parameter: OpenApiParameter,
  parameters: readonly OpenApiParameter[],
): string | undefined {
  const { name, in: place, schema, explode, style = place === "query" ? "form" : "simple" } = parameter;
  const types = typesOf(document, schema);
  const isQuery = place === "query";
  const isDelimited = style === "spaceDelimited" || style === "pipeDelimited";
  const mixedUp = mixedUpWith(document, parameter, parameters);
  const reasons: readonly (readonly [applies: boolean, reason: string])[] = [
    [place === "cookie", "is not supported."],
    [parameter.content !== undefined, "has `content`, which is not supported. Give it a schema."],
    [name === "__proto__", "cannot have this name."],
    [place === "header" && !isHeaderName(name), "has a name that no header can have."],
    [place === "path" && /^[.;]|\*$/.test(name), "has a name that stands for another style in the path."],
    [!isQuery && style !== "simple", `has the style "${style}". In a ${place} only "simple" is supported.`],
    [!isQuery && types.includes("object"), `is an object, which is not supported in a ${place}.`],
    [isQuery && parameter.allowReserved === true, "has `allowReserved`, which is not supported."],
    [isQuery && style !== "deepObject" && !Object.hasOwn(separators, style), `has the unknown style "${style}".`],
    [
      isQuery && isDelimited && (explode === true || types.length === 0 || !types.every(isStructured)),
      `has the style "${style}", which OpenAPI defines for lists and objects with \`explode: false\`.`,
    ],
    [
      isQuery && style === "deepObject" && (explode === false || types.join() !== "object"),
      'has the style "deepObject", which OpenAPI defines for objects with `explode: true`.',
    ],
    [
      membersOf(document, schema).some((member) => typesOf(document, member).some(isStructured)),
      "has lists or objects inside a list or an object. OpenAPI does not say how to write them.",
    ],
    [mixedUp !== undefined, `writes its fields into the query, where "${String(mixedUp)}" is another parameter.`],
  ];
  return reasons.find(([applies]) => applies)?.[1];
}

/** Why a path cannot be sent; `undefined` where it can. */
export function pathFault(path: string): string | undefined {
  const unsafe = /[?#\\]|\/(\.|%2e){1,2}(?=\/|$)/i.exec(path)?.[0];
  return unsafe === undefined
    ? undefined
    : `The path ${path} contains "${unsafe}", which would change the address. A query is written as parameters.`;
}
