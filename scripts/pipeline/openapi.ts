import type { Place, Problem } from "./problems.js";

/** The parts of an OpenAPI 3.0 document the scripts read. Anything else is carried through untouched. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly OpenApiServer[];
  readonly security?: readonly SecurityRequirement[];
  readonly tags?: readonly { readonly name: string }[];
  readonly externalDocs?: { readonly url: string };
  /** How the docs group the tags. */
  readonly "x-tagGroups"?: readonly { readonly name: string; readonly tags: readonly string[] }[];
  readonly paths: Readonly<Record<string, OpenApiPathItem>>;
  readonly components?: OpenApiComponents;
}

/** The security schemes a request needs at once, by name. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface OpenApiServer {
  readonly url: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly enum?: readonly string[] }>>;
}

export interface OpenApiPathItem {
  readonly parameters?: readonly (OpenApiParameter | OpenApiRef)[];
  readonly [method: string]: unknown;
}

export interface OpenApiOperation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly (OpenApiParameter | OpenApiRef)[];
  readonly requestBody?: OpenApiRequestBody | OpenApiRef;
  readonly responses: Readonly<Record<string, OpenApiResponse | OpenApiRef>>;
  readonly security?: readonly SecurityRequirement[];
  readonly "x-codeSamples"?: readonly OpenApiCodeSample[];
  /** Where the operation is described. */
  readonly "x-cce-source"?: string;
  /** Whether the request may be sent again, by what is known of the first try. */
  readonly "x-cce-retry"?: { readonly unprocessed: boolean; readonly unknown: boolean };
  /** IAM actions the caller needs. */
  readonly "x-cce-iam-actions"?: readonly string[];
}

export interface OpenApiCodeSample {
  readonly lang: string;
  readonly label?: string;
  readonly source: string;
}

export interface OpenApiExample {
  readonly summary?: string;
  readonly description?: string;
  readonly value: unknown;
}

/** What carries examples: one, or several by name. */
export interface WithExamples {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, OpenApiExample | OpenApiRef>>;
}

export interface OpenApiMedia extends WithExamples {
  readonly schema?: OpenApiSchema | OpenApiRef;
}

export interface OpenApiParameter extends WithExamples {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: OpenApiSchema | OpenApiRef;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly content?: Readonly<Record<string, OpenApiMedia>>;
  /** The option of the client whose value is taken when a call does not give the parameter. */
  readonly "x-cce-default"?: string;
}

export interface OpenApiRequestBody {
  readonly required?: boolean;
  readonly description?: string;
  readonly content: Readonly<Record<string, OpenApiMedia>>;
}

export interface OpenApiResponse {
  readonly description?: string;
  readonly content?: Readonly<Record<string, OpenApiMedia>>;
}

export interface OpenApiSchema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly allOf?: readonly (OpenApiSchema | OpenApiRef)[];
  readonly oneOf?: readonly (OpenApiSchema | OpenApiRef)[];
  readonly anyOf?: readonly (OpenApiSchema | OpenApiRef)[];
  readonly not?: OpenApiSchema | OpenApiRef;
  readonly items?: OpenApiSchema | OpenApiRef;
  readonly additionalProperties?: boolean | OpenApiSchema | OpenApiRef;
  readonly properties?: Readonly<Record<string, OpenApiSchema | OpenApiRef>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  /** What the values of `enum` mean. */
  readonly "x-enumDescriptions"?: Readonly<Record<string, string>>;
  /** The name of a list of values that may grow. Only in the document that types are made of. */
  readonly "x-cce-open"?: string;
  /** Values of an open list, with what they mean. */
  readonly "x-cce-knownValues"?: Readonly<Record<string, string>>;
}

export interface OpenApiSecurityScheme {
  readonly type: string;
  readonly in?: string;
  readonly name?: string;
  readonly description?: string;
}

export interface OpenApiRef {
  readonly $ref: string;
}

export interface OpenApiComponents {
  readonly schemas?: Readonly<Record<string, OpenApiSchema>>;
  readonly parameters?: Readonly<Record<string, OpenApiParameter>>;
  readonly securitySchemes?: Readonly<Record<string, OpenApiSecurityScheme>>;
  readonly [kind: string]: unknown;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** A path to a value of a document. */
export type Path = readonly (string | number)[];

/** A spec that has been read: its one bundled document and its hash. */
export interface Spec {
  readonly document: OpenApiDocument;
  /** SHA-256 of the file with LF line ends. */
  readonly hash: string;
  /** Findings of the linter on style, which are no reason to stop. */
  readonly findings: readonly Problem[];
  /** Where in the file a part of the document is. */
  readonly placeOf: (path: Path) => Place;
}

/** An operation with its place in the document. */
export interface PlacedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
  /** Parameters of the path and of the operation, references followed; an operation's own replaces the path's. */
  readonly parameters: readonly OpenApiParameter[];
}

/** Follows a local reference (`#/…`); the document is bundled, so there are no others. */
export function resolve<T extends object>(document: OpenApiDocument, value: T | OpenApiRef): T {
  let found: unknown = value;
  while (typeof found === "object" && found !== null && "$ref" in found) {
    found = (found as OpenApiRef).$ref
      .split("/")
      .slice(1)
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((node, part) => (node as Readonly<Record<string, unknown>>)[part], document);
  }
  return found as T;
}

/** Every reference below a value of the document, with its place. */
export function referencesBelow(value: unknown, path: Path = []): [Path, string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): [Path, string][] => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return key === "$ref" && typeof part === "string" ? [[at, part]] : referencesBelow(part, at);
  });
}

/** The example of what carries examples, the first where there are several. */
export function exampleOf(document: OpenApiDocument, { example, examples }: WithExamples): unknown {
  const [first] = Object.values(examples ?? {});
  return example ?? (first && resolve<OpenApiExample>(document, first).value);
}

/** A schema with all that it is made of by `allOf`, `oneOf` and `anyOf`, references followed. */
export function partsOf(document: OpenApiDocument, schema: OpenApiSchema | OpenApiRef): OpenApiSchema[] {
  const found = new Set<OpenApiSchema>();
  const add = (reference: OpenApiSchema | OpenApiRef) => {
    const part = resolve<OpenApiSchema>(document, reference);
    if (found.has(part)) return;
    found.add(part);
    [...(part.allOf ?? []), ...(part.oneOf ?? []), ...(part.anyOf ?? [])].forEach(add);
  };
  add(schema);
  return [...found];
}

/** The operation a reader most likely looks for: the one of the source page, otherwise the first with a body, or the first. */
export function mainOperation(document: OpenApiDocument): PlacedOperation | undefined {
  const operations = operationsOf(document);
  return (
    operations.find(({ operation }) => /^Tables? /.test(operation["x-cce-source"] ?? "")) ??
    operations.find(({ operation }) => operation.requestBody !== undefined) ??
    operations[0]
  );
}

/** Every operation of the document, in the order of the document. */
export function operationsOf(document: OpenApiDocument): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => (methods as readonly string[]).includes(key))
      .map((method) => {
        const operation = item[method] as OpenApiOperation;
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
          resolve(document, parameter),
        );
        const last = new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
        return { path, method, operation, parameters: [...last.values()] };
      }),
  );
}
