import {
  type OpenApiDocument,
  type OpenApiMedia,
  type OpenApiRef,
  type OpenApiSchema,
  partsOf,
  type PlacedOperation,
  resolve,
} from "./openapi.js";

/** The declared statuses of success; `2XX` stands for any and is not among them. */
export function successStatuses({ operation }: PlacedOperation): string[] {
  return Object.keys(operation.responses).filter((status) => /^2\d\d$/.test(status));
}

/** What the client reads of a response. */
export interface ResponseContent extends OpenApiMedia {
  /** The media type as the document writes it. */
  readonly media: string;
  /** The media type to ask for. */
  readonly accept: string;
  readonly isText: boolean;
}

/** Media types that the client reads, the best first. A range that includes JSON is asked for JSON. */
const readable = [
  /^application\/json\s*(;|$)/i,
  /^(application|text)\/([\w.+-]+\+)?json\s*(;|$)/i,
  /^(application|\*)\/\*\s*(;|$)/,
  /^text\//i,
];

const foreignCharset = /;\s*charset\s*=\s*"?(?!utf-?8\b|us-ascii\b)/i;

function declaredContent(document: OpenApiDocument, { operation }: PlacedOperation, status: string) {
  const response = operation.responses[status];
  return Object.entries((response && resolve(document, response).content) ?? {});
}

/** Whether HTTP gives a response no body, whatever the document declares. */
function isBodiless({ method }: PlacedOperation, status: string): boolean {
  return method === "head" || status === "204" || status === "205";
}

/** What a response carries that the client reads; `undefined` where it carries nothing, as in response to a HEAD. */
export function contentOf(
  document: OpenApiDocument,
  placed: PlacedOperation,
  status: string,
): ResponseContent | undefined {
  if (isBodiless(placed, status)) return undefined;
  const declared = declaredContent(document, placed, status).filter(([media]) => !foreignCharset.test(media));
  const found = readable.flatMap((pattern, rank) =>
    declared
      .filter(([media]) => pattern.test(media))
      .map(([media, content]) => ({
        ...content,
        media,
        accept: rank === 2 ? "application/json" : media.replace(/\s*;\s*charset\s*=[^;]*/i, ""),
        isText: rank === 3,
      })),
  );
  return found[0];
}

/** The media types that an operation's responses are asked for in; `undefined` where it is JSON alone. */
export function acceptOf(document: OpenApiDocument, placed: PlacedOperation): string | undefined {
  const contents = Object.keys(placed.operation.responses).map((status) => contentOf(document, placed, status)?.accept);
  const accepted = [...new Set(contents.filter((accept) => accept !== undefined))].join(", ");
  return accepted === "" || accepted === "application/json" ? undefined : accepted;
}

/** Whether a schema allows `null`, given the schemas it is a part of. */
export function isNullable(
  document: OpenApiDocument,
  reference: OpenApiSchema | OpenApiRef,
  above: readonly OpenApiSchema[] = [],
): boolean {
  const schema = resolve<OpenApiSchema>(document, reference);
  if (above.includes(schema)) return false;
  const { nullable = false, allOf = [], oneOf = [], anyOf = [] } = schema;
  const allows = (part: OpenApiSchema | OpenApiRef) => isNullable(document, part, [...above, schema]);
  return nullable || [...oneOf, ...anyOf].some(allows) || (allOf.length > 0 && allOf.every(allows));
}

/** Why the client cannot read a successful response; `undefined` where it can. */
export function responseFault(document: OpenApiDocument, placed: PlacedOperation, status: string): string | undefined {
  const content = contentOf(document, placed, status);
  const declared = declaredContent(document, placed, status).map(([media]) => media);
  if (content === undefined) {
    if (declared.length === 0 || isBodiless(placed, status)) return undefined;
    return `is ${declared.join(" or ")}. The client reads JSON, and text in UTF-8.`;
  }
  const types = partsOf(document, content.schema ?? {}).flatMap(({ type = "string" }) => type);
  return content.isText && types.some((type) => type !== "string")
    ? `is ${content.media}, and its schema is no string. Make it one, or declare JSON.`
    : undefined;
}
