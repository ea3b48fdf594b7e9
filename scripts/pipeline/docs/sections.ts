import { mockScenarios } from "../../../src/mock/service/scenarios.js";
import { mockSituations } from "../../../src/mock/service/situations.js";
import {
  type OpenApiDocument,
  type OpenApiRef,
  type OpenApiSchema,
  operationsOf,
  type PlacedOperation,
  resolve,
} from "../openapi.js";
import type { Deviations } from "./deviations.js";
import type { Words } from "./words.js";

/** Text in a cell of a table: in one line, without what would end the cell. */
function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll("|", String.raw`\|`);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A path as code that a narrow column may break after its slashes. */
export function pathCode(method: string, path: string): string {
  const escaped = path.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<code>${method.toUpperCase()} ${escaped.replaceAll("/", "/<wbr>")}</code>`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A part of the page below a heading of its own. */
export interface Section {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

function section(title: string, ...parts: readonly string[]): Section {
  return { title, text: parts.join("\n\n") };
}

/** Below a section. Its title is no heading: Redoc would list it in the sidebar, beside the sections. */
function subsection(title: string, ...parts: readonly (string | undefined)[]): string {
  return [`**${title}**`, ...parts.filter((part) => part !== undefined && part !== "")].join("\n\n");
}

function refName(schema: OpenApiSchema | OpenApiRef): string | undefined {
  return "$ref" in schema ? schema.$ref.split("/").at(-1) : undefined;
}

/** The type of a field as a reader calls it. */
function typeOf(schema: OpenApiSchema | OpenApiRef, words: Words): string {
  const name = refName(schema);
  if (name !== undefined || "$ref" in schema) return code(name ?? "");
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (schema.type === undefined && choices !== undefined) {
    return choices.map((choice) => typeOf(choice, words)).join(words.or);
  }
  if (schema.type === "array") return words.arrayOf(schema.items ? typeOf(schema.items, words) : "object");
  const { additionalProperties } = schema;
  if (typeof additionalProperties === "object") return words.mapOf(typeOf(additionalProperties, words));
  return schema.type ?? "";
}

function descriptionOf(document: OpenApiDocument, schema: OpenApiSchema | OpenApiRef): string {
  return resolve<OpenApiSchema>(document, schema).description ?? "";
}

function namedSchemas(document: OpenApiDocument): [string, OpenApiSchema][] {
  return Object.entries(document.components?.schemas ?? {});
}

function sendAgain({ operation }: PlacedOperation, words: Words): string {
  const retry = operation["x-cce-retry"];
  if (retry?.unknown) return words.sendAgainAlways;
  return retry?.unprocessed ? words.sendAgainUnprocessed : words.sendAgainNever;
}

function operationSection(document: OpenApiDocument, words: Words): Section {
  const rows = operationsOf(document).map((placed) => {
    const { path, method, operation } = placed;
    return [
      `${operation.summary ?? ""} ${code(operation.operationId ?? "")}`,
      pathCode(method, path),
      (operation["x-cce-iam-actions"] ?? []).map(code).join(", "),
      sendAgain(placed, words),
    ];
  });
  const headings = [words.operation, words.request, words.iamActions, words.sendAgain];
  return section(words.operations, words.operationsIntro, table(headings, rows));
}

function parameterTable(document: OpenApiDocument, words: Words): string {
  const operations = operationsOf(document);
  const flag = (required: boolean | undefined) => (required ? words.isRequired : words.isOptional);
  const parameters = operations
    .flatMap((placed) => placed.parameters)
    .map(({ name, in: place, required, description = "" }) => [
      code(name),
      words.places[place] ?? place,
      flag(required),
      description,
    ]);
  const mediaTypes = operations.flatMap(({ operation }) => {
    if (operation.requestBody === undefined) return [];
    const { content, required } = resolve(document, operation.requestBody);
    const types = Object.keys(content).map(code).join(", ");
    return [[code("Content-Type"), words.places["header"] ?? "", flag(required), `${types}. ${words.mediaType}`]];
  });
  const security = Object.entries(document.components?.securitySchemes ?? {}).map(([scheme, { name, description }]) => [
    code(name ?? scheme),
    words.securityScheme(scheme),
    words.byAuthentication,
    description ?? "",
  ]);
  const rows = new Map([...parameters, ...mediaTypes, ...security].map((row) => [row.join("\n"), row]));
  return table([words.field, words.place, words.required, words.description], [...rows.values()]);
}

function fieldSection(document: OpenApiDocument, words: Words): Section {
  const objects = namedSchemas(document).flatMap(([name, schema]) => {
    const fields = Object.entries(schema.properties ?? {});
    if (fields.length === 0) return [];
    const rows = fields.map(([field, value]) => [
      code(field),
      typeOf(value, words),
      schema.required?.includes(field) ? words.isRequired : words.isOptional,
      descriptionOf(document, value),
    ]);
    const headings = [words.field, words.type, words.required, words.description];
    return [subsection(code(name), schema.description, table(headings, rows))];
  });
  const parameters = subsection(words.parameters, words.parametersIntro, parameterTable(document, words));
  return section(words.fields, words.fieldsIntro, parameters, ...objects);
}

function valueSection(document: OpenApiDocument, words: Words): Section {
  const places = namedSchemas(document).flatMap(([name, schema]): [string, OpenApiSchema | OpenApiRef][] => [
    [name, schema],
    ...Object.entries(schema.properties ?? {}).map(([field, value]): [string, OpenApiSchema | OpenApiRef] => [
      `${name}.${field}`,
      value,
    ]),
  ]);
  const lists = places.flatMap(([name, schema]) => {
    if ("$ref" in schema) return [];
    const known = schema["x-cce-knownValues"];
    const meanings = known ?? schema["x-enumDescriptions"] ?? {};
    const values = known ? Object.keys(known) : (schema.enum ?? []).map(String);
    if (values.length === 0) return [];
    const rows = values.map((value) => [code(value), meanings[value] ?? ""]);
    return [subsection(code(name), known && words.openList, table([words.value, words.meaning], rows))];
  });
  return section(words.values, words.valuesIntro, ...lists);
}

function errorSection(document: OpenApiDocument, words: Words): Section {
  const rows = operationsOf(document).flatMap(({ operation }) =>
    Object.entries(operation.responses)
      .filter(([status]) => !status.startsWith("2"))
      .map(([status, response]) => {
        const { description = "", content = {} } = resolve(document, response);
        const examples = Object.values(content).flatMap((media) => Object.keys(media.examples ?? {}));
        return [code(status), description, examples.map(code).join(", ")];
      }),
  );
  const unique = new Map(rows.map((row) => [row.join("\n"), row]));
  const sorted = [...unique.values()].sort(([one = ""], [other = ""]) => (one < other ? -1 : one > other ? 1 : 0));
  const headings = [words.status, words.whenAndWhat, words.examples];
  return section(words.allErrors, words.allErrorsIntro, table(headings, sorted));
}

function scenarioSection(words: Words, translate: (text: string) => string): Section {
  const rows = mockScenarios.map(({ workflowId, status, description }) => [
    code(workflowId),
    code(String(status)),
    translate(description),
  ]);
  const headings = [words.workflowId, words.response, words.whatHappens];
  return section(words.scenarios, words.scenariosIntro, table(headings, rows));
}

function situationSection(words: Words, translate: (text: string) => string): Section {
  const rows = mockSituations.map(({ clusterId, description }) => [code(clusterId), translate(description)]);
  return section(words.situations, words.situationsIntro, table([words.clusterId, words.whatHappens], rows));
}

function deviationSection(deviations: Deviations, words: Words, translate: (text: string) => string): Section {
  const entries = deviations.entries.map(({ texts }) =>
    subsection(
      translate(texts.title),
      [
        `- **${words.thePage}** ${translate(texts.page)}`,
        `- **${words.theContract}** ${translate(texts.contract)}`,
        `- **${words.why}** ${translate(texts.why)}`,
      ].join("\n"),
    ),
  );
  return section(words.deviations, words.deviationsIntro, ...entries, deviations.references.join("\n"));
}

/** The appendix of a page, made from the document: plain tables, which can be searched and printed. */
export function sections(
  document: OpenApiDocument,
  deviations: Deviations,
  words: Words,
  translate: (text: string) => string,
): Section[] {
  return [
    scenarioSection(words, translate),
    situationSection(words, translate),
    operationSection(document, words),
    fieldSection(document, words),
    valueSection(document, words),
    errorSection(document, words),
    ...(deviations.entries.length > 0 ? [deviationSection(deviations, words, translate)] : []),
  ];
}
