import {
  type OpenApiDocument,
  type OpenApiMedia,
  type OpenApiParameter,
  operationsOf,
  type PlacedOperation,
  resolve,
  type Spec,
} from "./openapi.js";
import { docComment } from "./docComment.js";
import { contentOf, successStatuses } from "./responses.js";
import { banner } from "./project.js";
import { forReaders } from "./prepare.js";

function pascal(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}

/** The name of the type of an operation's parameters. */
export function paramsTypeName(operationId: string): string {
  return `${pascal(operationId)}Params`;
}

/** A property name, quoted only where TypeScript needs it. */
function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function isOptional(parameter: OpenApiParameter): boolean {
  return parameter.required !== true || parameter["x-cce-default"] !== undefined;
}

/** The type of a parameter that operations share, where it is one. */
function sharedParameterType({ components }: OpenApiDocument, parameter: OpenApiParameter): string | undefined {
  const [name] = Object.entries(components?.parameters ?? {}).find(([, shared]) => shared === parameter) ?? [];
  return name && `components["parameters"][${JSON.stringify(name)}]`;
}

function parameterType(operationType: string, { in: place, name }: OpenApiParameter): string {
  const group = `${operationType}["parameters"][${JSON.stringify(place)}]`;
  return `${place === "path" ? group : `NonNullable<${group}>`}[${JSON.stringify(name)}]`;
}

function renderParams(document: OpenApiDocument, { operation, parameters }: PlacedOperation, id: string): string {
  const type = `operations[${JSON.stringify(id)}]`;
  const fields = parameters.map((parameter) => {
    const fallback = parameter["x-cce-default"];
    const at = sharedParameterType(document, parameter) ?? parameterType(type, parameter);
    return (
      docComment("  ", [parameter.description, fallback && `Default: the client's \`${fallback}\`.`]) +
      `  ${property(parameter.name)}${isOptional(parameter) ? "?" : ""}: ${at}${isOptional(parameter) ? " | undefined" : ""};\n`
    );
  });
  if (operation.requestBody !== undefined) {
    const body = resolve(document, operation.requestBody);
    const optional = body.required !== true;
    fields.push(
      docComment("  ", [body.description]) +
        `  body${optional ? "?" : ""}: ${contentType(body.content["application/json"], `NonNullable<${type}["requestBody"]>`, "application/json")}${optional ? " | undefined" : ""};\n`,
    );
  }
  return `/** What \`${id}\` takes. */\nexport interface ${paramsTypeName(id)} {\n${fields.join("")}}\n`;
}

/** The type of a media type's content: by the name of its schema where it has one, else by where it stands. */
function contentType(content: OpenApiMedia | undefined, place: string, media: string): string {
  const schema = content?.schema;
  const name = schema && "$ref" in schema ? /^#\/components\/schemas\/([^/]+)$/.exec(schema.$ref)?.[1] : undefined;
  return name === undefined
    ? `${place}["content"][${JSON.stringify(media)}]`
    : `components["schemas"][${JSON.stringify(name)}]`;
}

function renderSignature(document: OpenApiDocument, placed: PlacedOperation, id: string): string {
  const { operation, parameters } = placed;
  const results = successStatuses(placed).map((status) => {
    const content = contentOf(document, placed, status);
    if (content === undefined) return "undefined";
    if (content.isText) return "string";
    return contentType(content, `operations[${JSON.stringify(id)}]["responses"][${status}]`, content.media);
  });
  const needsArgument =
    parameters.some((parameter) => !isOptional(parameter)) ||
    (operation.requestBody !== undefined && resolve(document, operation.requestBody).required === true);
  const link = operation.externalDocs && `See ${operation.externalDocs.url}`;
  return (
    docComment("  ", [operation.summary && `${operation.summary}.`, operation.description, link]) +
    `  ${id}(params${needsArgument ? "" : "?"}: ${paramsTypeName(id)}): ${[...new Set(results)].join(" | ")};\n`
  );
}

/**
 * The source of `generated/client.gen.ts`: for each operation the type of its parameters, and its signature with the
 * spec's text. Types only.
 */
export function renderClient({ document: source, hash }: Spec): string {
  const document = forReaders(source);
  const placed = operationsOf(document).map((operation) => ({
    operation,
    id: operation.operation.operationId ?? "",
  }));
  const params = placed.map(({ operation, id }) => renderParams(document, operation, id));
  const signatures = placed.map(({ operation, id }) => renderSignature(document, operation, id));
  const texts = [
    ...params,
    `/** The operations of the API: what each takes and what its response carries. */\nexport interface Operations {\n${signatures.join("\n")}}\n`,
  ];
  // A compiler that reads the client need not read the types of all operations, unless one has some that are its own.
  const modules = { components: "types", operations: "operations" };
  const imports = Object.entries(modules)
    .filter(([name]) => texts.some((text) => text.includes(`${name}["`)))
    .map(([name, module]) => `import type { ${name} } from "./${module}.gen.js";\n`);
  return [`${banner(hash)}\n${imports.join("")}`, ...texts].join("\n");
}
