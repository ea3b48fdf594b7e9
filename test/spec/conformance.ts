import type { Change, Deviation } from "./deviations.js";
import type { Row, SourcePage, Table } from "./tables.js";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface Finding {
  /** The table and field it is about, or the part of the document. */
  readonly where: string;
  readonly text: string;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at the end of a path of keys, or `undefined` as soon as one of them is not there. */
export function dig(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let found = value;
  for (const key of keys) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

const entries = (value: Json | undefined): [string, Json][] => (isObject(value) ? Object.entries(value) : []);
const keys = (value: Json | undefined): string[] => entries(value).map(([key]) => key);
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const print = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The keys of a local JSON pointer, with or without its leading `#`. */
export const keysOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

export const pointerTo = (...path: readonly string[]): string =>
  path.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** What a chain of references ends at, and the name of the last component on the way. */
export function resolve(spec: Json, value: Json | undefined): { name?: string; value: Json | undefined } {
  let name: string | undefined;
  let found = value;
  const seen = new Set<string>();
  for (;;) {
    const ref = dig(found, "$ref");
    if (typeof ref !== "string") break;
    if (seen.has(ref)) return { value: undefined };
    seen.add(ref);
    const path = keysOf(ref);
    name = path.at(-1);
    found = dig(spec, ...path);
  }
  return name === undefined ? { value: found } : { name, value: found };
}

/** A schema without references. OpenAPI 3.0 has a description beside a reference only through an `allOf` of one. */
function flatten(spec: Json, schema: Json | undefined, depth = 0): { name?: string; schema: JsonObject } {
  const { name, value } = resolve(spec, schema);
  const named = name === undefined ? {} : { name };
  if (!isObject(value)) return { ...named, schema: {} };
  const parts = list(value["allOf"]);
  if (parts.length !== 1 || depth > 8) return { ...named, schema: value };
  const inner = flatten(spec, parts[0], depth + 1);
  const outer = Object.fromEntries(Object.entries(value).filter(([key]) => key !== "allOf"));
  return { ...named, ...inner, schema: { ...inner.schema, ...outer } };
}

const alternatives = (schema: JsonObject): Json[] => [...list(schema["oneOf"]), ...list(schema["anyOf"])];

const scalars: Readonly<Record<string, string>> = {
  string: "String",
  boolean: "Boolean",
  integer: "Integer",
  number: "Number",
};

/** The type of a schema in the notation of the page. */
function typeOf(spec: Json, tables: readonly Table[], given: Json | undefined): string {
  const { name, schema } = flatten(spec, given);
  const choices = alternatives(schema);
  if (choices.length > 0) return choices.map((choice) => typeOf(spec, tables, choice)).join(" or ");
  const type = text(schema["type"]);
  if (type === "array") return `Array of ${typeOf(spec, tables, schema["items"])}s`;
  if (type !== "object") return scalars[type] ?? "no type";
  if (name !== undefined) {
    // Some titles are names of types ("status"), others are headings in words.
    const title = tables.find((table) => table.schema === name)?.title;
    return `${title !== undefined && /^\w+$/.test(title) ? title : name} object`;
  }
  const values = schema["additionalProperties"];
  return isObject(values) ? `Map<String,${typeOf(spec, tables, values)}>` : "object";
}

/** Keywords that say what a value means or that are compared by themselves; every other one narrows the value. */
const compared = new Set(
  "$ref type enum properties required items oneOf anyOf title description example externalDocs".split(" "),
);

/** What a schema asks beyond its type and its list of values, at the top and inside its items and alternatives. */
function constraintsOf(spec: Json, given: Json | undefined, depth = 0): string[] {
  const { schema } = flatten(spec, given);
  const map = schema["additionalProperties"];
  const parts = [schema["items"], isObject(map) ? map : undefined, ...alternatives(schema)];
  const inner = depth > 4 ? [] : parts.filter((part) => part !== undefined);
  return [
    ...Object.entries(schema)
      .filter(([key, value]) => !compared.has(key) && !key.startsWith("x-") && value !== map)
      .map(([key, value]) => `${key} ${print(value)}`),
    ...(typeof map === "boolean" ? [`additionalProperties ${map}`] : []),
    ...inner.flatMap((part) => [
      ...list(flatten(spec, part).schema["enum"]).map((value) => `value ${print(value)}`),
      ...constraintsOf(spec, part, depth + 1),
    ]),
  ];
}

/** The names of the schemas that a part of the document leads to. */
export function schemasOf(spec: Json, part: Json | undefined, found = new Set<string>()): Set<string> {
  const ref = dig(part, "$ref");
  if (typeof ref === "string") {
    const { name = "", value } = resolve(spec, part);
    if (found.has(name)) return found;
    if (ref.startsWith("#/components/schemas/")) found.add(name);
    return schemasOf(spec, value, found);
  }
  const inner = Array.isArray(part) ? part : isObject(part) ? Object.values(part) : [];
  for (const value of inner) schemasOf(spec, value, found);
  return found;
}

/**
 * A schema that no table describes, in a line: its type and its fields, or its values and constraints. The values are
 * left out where the row of a table lists them.
 */
function outline(spec: Json, page: SourcePage, name: string): string {
  const { tables } = page;
  const isInRow = tables
    .flatMap((table) => table.rows)
    .some((row) => row.values.length > 0 && flatten(spec, locate(spec, page, row)?.schema).name === name);
  const ref: Json = { $ref: `#${pointerTo("components", "schemas", name)}` };
  const { schema } = flatten(spec, ref);
  const required = list(schema["required"]);
  const details = [
    ...entries(schema["properties"]).map(
      ([field, value]) => `${field}${required.includes(field) ? "!" : ""}: ${typeOf(spec, tables, value)}`,
    ),
    ...(isInRow ? [] : list(schema["enum"]).map(print)),
    ...constraintsOf(spec, ref),
  ];
  return [typeOf(spec, tables, ref), ...details].join("; ");
}

/** Where the contract keeps a row, as a JSON pointer. */
export function pointerOf(page: SourcePage, row: Row): string {
  switch (row.where.kind) {
    case "parameter":
      return pointerTo("components", "parameters", row.name);
    case "mediaType":
      return pointerTo("paths", page.path, page.method, "requestBody", "content", row.where.mediaType);
    case "securityScheme":
      return pointerTo("components", "securitySchemes", row.where.scheme);
    case "property":
      return pointerTo("components", "schemas", row.where.schema, "properties", row.name);
  }
}

export const placeOf = (table: Change["table"], field: string): string =>
  table === "document" ? `document, ${field}` : `table ${table}, ${field}`;

interface Located {
  readonly required: boolean;
  readonly schema: Json;
  readonly kind: string;
  /** The text that has to name the table; a media type has none. */
  readonly description?: string;
}

const flag = (required: Row["required"]): string =>
  required === undefined ? "blank" : required === "no column" ? required : required ? "yes" : "no";

function operationOf(spec: Json, page: SourcePage): Json | undefined {
  return dig(spec, "paths", page.path, page.method);
}

function parametersOf(spec: Json, page: SourcePage): Json[] {
  const own = list(dig(operationOf(spec, page), "parameters"));
  const shared = list(dig(spec, "paths", page.path, "parameters"));
  return [...own, ...shared].flatMap((parameter) => resolve(spec, parameter).value ?? []);
}

const securityOf = (spec: Json, page: SourcePage): Json[] =>
  list(dig(operationOf(spec, page), "security") ?? dig(spec, "security"));

function locate(spec: Json, page: SourcePage, row: Row): Located | undefined {
  const where = row.where;
  switch (where.kind) {
    case "parameter": {
      const parameter = parametersOf(spec, page).find(
        (candidate) => dig(candidate, "name") === row.name && dig(candidate, "in") === where.in,
      );
      if (parameter === undefined) return undefined;
      return {
        kind: `${where.in} parameter`,
        required: dig(parameter, "required") === true,
        schema: dig(parameter, "schema") ?? {},
        description: text(dig(parameter, "description")),
      };
    }
    case "mediaType": {
      const body = resolve(spec, dig(operationOf(spec, page), "requestBody")).value;
      if (dig(body, "content", where.mediaType) === undefined) return undefined;
      return {
        kind: `media type ${where.mediaType}`,
        required: dig(body, "required") === true,
        schema: { type: "string" },
      };
    }
    case "securityScheme": {
      const scheme = dig(spec, "components", "securitySchemes", where.scheme);
      const isHeader = dig(scheme, "type") === "apiKey" && dig(scheme, "in") === "header";
      const uses = securityOf(spec, page).map((alternative) => dig(alternative, where.scheme) !== undefined);
      if (!isHeader || dig(scheme, "name") !== row.name || !uses.includes(true)) return undefined;
      return {
        kind: `security scheme ${where.scheme}`,
        required: !uses.includes(false),
        schema: { type: "string" },
        description: text(dig(scheme, "description")),
      };
    }
    case "property": {
      const schema = dig(spec, "components", "schemas", where.schema);
      const property = dig(schema, "properties", row.name);
      if (property === undefined) return undefined;
      return { kind: "property", required: list(dig(schema, "required")).includes(row.name), schema: property };
    }
  }
}

const join = (values: readonly string[]): string => (values.length > 0 ? values.join(", ") : "none");
const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  join([...one].sort()) === join([...other].sort());

/** The differences between a row and what the contract made of it. */
function compareRow(spec: Json, page: SourcePage, table: Table, row: Row, located: Located): Change[] {
  const differences: Change[] = [];
  const differ = (aspect: Change["aspect"], says: string, contract: string): void => {
    differences.push({ table: table.number, field: row.name, aspect, page: says, contract });
  };
  const { schema } = flatten(spec, located.schema);

  const place = table.in === "body" ? "property" : `${table.in} parameter`;
  if (located.kind !== place) differ("location", place, located.kind);

  const type = typeOf(spec, page.tables, located.schema);
  if (type !== row.type) differ("type", row.type, type);

  if (located.required !== (row.required === true)) differ("required", flag(row.required), flag(located.required));

  const values = list(schema["enum"]).map(print);
  if (!sameSet(values, row.values)) differ("values", join(row.values), join(values));

  const constraints = constraintsOf(spec, located.schema);
  if (constraints.length > 0) differ("constraints", "none", join(constraints));

  for (const [value, meaning] of Object.entries(row.misread ?? {})) {
    const description = text(dig(schema, "x-enumDescriptions", value));
    if (!description.toLowerCase().includes(meaning)) {
      differ("wording", `${value}: ${meaning}`, `${value}: ${description}`);
    }
  }
  return differences;
}

const added = (table: Change["table"], field: string, contract: string): Change => ({
  table,
  field,
  aspect: "added",
  page: "nothing",
  contract,
});

/** The differences of a table as a whole: its name, its own constraints and the fields no row of it has. */
function compareTable(spec: Json, page: SourcePage, table: Table): Change[] {
  if (table.schema === undefined) return [];
  const differences: Change[] = [];
  const schema = dig(spec, "components", "schemas", table.schema);
  if (table.carrier === undefined && table.title !== table.schema) {
    differences.push({
      table: table.number,
      field: "(name)",
      aspect: "name",
      page: table.title,
      contract: table.schema,
    });
  }
  const constraints = constraintsOf(spec, schema);
  if (constraints.length > 0) {
    differences.push({
      table: table.number,
      field: "(object)",
      aspect: "constraints",
      page: "none",
      contract: join(constraints),
    });
  }
  const rows = new Set(table.rows.map((row) => row.name));
  for (const [field, value] of entries(dig(schema, "properties"))) {
    if (!rows.has(field)) differences.push(added(table.number, field, typeOf(spec, page.tables, value)));
  }
  if (table.carrier === "request") {
    const body = resolve(spec, dig(operationOf(spec, page), "requestBody")).value;
    if (dig(body, "required") === true) {
      differences.push({
        table: table.number,
        field: "(body)",
        aspect: "required",
        page: "blank",
        contract: "yes",
      });
    }
  }
  return differences;
}

/** What the contract has around the tables and the page does not. */
function compareDocument(spec: Json, page: SourcePage): Change[] {
  const differences: Change[] = [];
  const operation = operationOf(spec, page);
  const rows = page.tables.flatMap((table) => table.rows);

  const operationId = text(dig(operation, "operationId"));
  if (operationId !== page.operation) {
    differences.push({
      table: "document",
      field: "operationId",
      aspect: "name",
      page: page.operation,
      contract: operationId,
    });
  }

  for (const [path, item] of entries(dig(spec, "paths"))) {
    for (const method of keys(item).filter((key) => ["get", "put", "post", "delete", "patch"].includes(key))) {
      if (path === page.path && method === page.method) continue;
      const name = text(dig(item, method, "operationId"));
      differences.push(added("document", `${method.toUpperCase()} ${path}`, name));
    }
  }

  for (const parameter of parametersOf(spec, page)) {
    const [name, place] = [text(dig(parameter, "name")), text(dig(parameter, "in"))];
    const listed = rows.some((row) => row.name === name && row.where.kind === "parameter" && row.where.in === place);
    if (!listed) differences.push(added("document", name, `${place} parameter`));
  }

  const body = resolve(spec, dig(operation, "requestBody")).value;
  for (const mediaType of keys(dig(body, "content"))) {
    const listed = rows.some((row) => row.where.kind === "mediaType" && row.where.mediaType === mediaType);
    if (!listed) differences.push(added("document", mediaType, "media type of the request"));
  }

  for (const [name, scheme] of entries(dig(spec, "components", "securitySchemes"))) {
    const listed = rows.some((row) => row.where.kind === "securityScheme" && row.where.scheme === name);
    if (!listed) differences.push(added("document", name, `${text(dig(scheme, "in"))} ${text(dig(scheme, "name"))}`));
  }
  const security = securityOf(spec, page)
    .map((alternative) => keys(alternative).join(" with "))
    .join(", or ");
  if (security !== page.authentication) {
    differences.push({
      table: "document",
      field: "security",
      aspect: "location",
      page: page.authentication,
      contract: security,
    });
  }

  const headers = new Map<string, string[]>();
  for (const [status, given] of entries(dig(operation, "responses"))) {
    const response = resolve(spec, given).value;
    if (!page.statuses.includes(status)) {
      const bodies = entries(dig(response, "content")).map(
        ([mediaType, content]) => `${mediaType} ${resolve(spec, dig(content, "schema")).name ?? "without a name"}`,
      );
      differences.push(added("document", status, join(bodies)));
    }
    for (const header of keys(dig(response, "headers"))) {
      headers.set(header, [...(headers.get(header) ?? []), status]);
    }
  }
  for (const [header, statuses] of headers) {
    differences.push(added("document", header, `header of ${join(statuses)}`));
  }

  // What only other operations use is new with them.
  for (const name of schemasOf(spec, operation)) {
    if (page.tables.some((table) => table.schema === name)) continue;
    differences.push(added("document", name, outline(spec, page, name)));
  }
  return differences;
}

/** Words the introduction uses for states that the tables do not know. */
function compareWords(spec: Json, page: SourcePage): Change[] {
  const known = (schema: string, field: string): string[] =>
    list(flatten(spec, dig(spec, "components", "schemas", schema, "properties", field)).schema["enum"]).map((value) =>
      print(value).toLowerCase(),
    );
  const unknown = [
    ...page.refusedIn.workflow.filter((word) => !known("WorkFlowStatus", "phase").includes(word)),
    ...page.refusedIn.task.filter((word) => !known("PointStatus", "status").includes(word)),
  ];
  return unknown.map((word) => ({
    table: "document",
    field: word,
    aspect: "wording",
    page: `refused in ${word}`,
    contract: "no such value",
  }));
}

/** Where the samples contradict themselves or each other. */
function compareSamples(spec: Json, page: SourcePage): Change[] {
  const differences: Change[] = [];
  const contradiction = (field: string, says: string, contract: string): void => {
    differences.push({ table: "document", field, aspect: "sample", page: says, contract });
  };
  const sample = dig(spec, "components", "examples", page.response.example, "value");
  const sent = (name: string): string =>
    text(
      dig(
        parametersOf(spec, page).find((parameter) => dig(parameter, "name") === name),
        "example",
      ),
    );

  const clusters = [sent("cluster_id"), text(dig(sample, "spec", "clusterID"))];
  if (new Set(clusters).size > 1)
    contradiction("cluster_id", "one ID, in request and response", clusters.join(" and "));
  const workflows = [sent("upgrade_workflow_id"), text(dig(sample, "metadata", "uid"))];
  if (new Set(workflows).size > 1) {
    contradiction("upgrade_workflow_id", "one ID, in request and response", workflows.join(" and "));
  }

  const tasks = list(dig(sample, "status", "pointStatuses"));
  const updated = text(dig(sample, "metadata", "updateTimestamp"));
  const ended = tasks.map((task) => text(dig(task, "endTimeStamp"))).sort();
  const last = ended.at(-1) ?? "";
  if (updated < last) contradiction("updateTimestamp", "time of the last change", `${updated}, before ${last}`);

  const onLines = list(dig(sample, "status", "lineStatuses")).flatMap((line) => [
    text(dig(line, "startPoint", "taskType")),
    text(dig(line, "endPoint", "taskType")),
  ]);
  const off = tasks.map((task) => text(dig(task, "taskType"))).filter((task) => !onLines.includes(task));
  if (off.length > 0) contradiction("lineStatuses", "lines between the tasks", `no line of ${join(off)}`);
  return differences;
}

/** Every difference between the page and the contract, listed or not. */
export function differencesBetween(spec: Json, page: SourcePage): Change[] {
  return [
    ...page.tables.flatMap((table) => [
      ...table.rows.flatMap((row) => {
        const located = locate(spec, page, row);
        return located === undefined ? [] : compareRow(spec, page, table, row, located);
      }),
      ...compareTable(spec, page, table),
    ]),
    ...compareDocument(spec, page),
    ...compareWords(spec, page),
    ...compareSamples(spec, page),
  ];
}

/** What has to hold of the contract whatever the page says. No deviation can excuse it. */
function findProblems(spec: Json, page: SourcePage): Finding[] {
  const findings: Finding[] = [];
  const find = (where: string, problem: string): void => {
    findings.push({ where, text: problem });
  };
  const schemas = dig(spec, "components", "schemas");

  if (operationOf(spec, page) === undefined) {
    find("document, operation", `There is no ${page.method.toUpperCase()} ${page.path}.`);
  }
  for (const table of page.tables) {
    const opening = `Table ${table.number}.`;
    for (const row of table.rows) {
      const located = locate(spec, page, row);
      const where = placeOf(table.number, row.name);
      if (located === undefined) find(where, `Missing: expected at ${pointerOf(page, row)}.`);
      else if (located.description?.startsWith(opening) === false) {
        find(where, `Its description does not begin with "${opening}".`);
      }
      const shared = located === undefined ? undefined : flatten(spec, located.schema);
      if (row.values.length > 0 && shared?.name !== undefined) {
        findings.push(...sourceProblems(where, shared.schema, opening));
      }
    }
    if (table.schema === undefined) continue;
    const where = placeOf(table.number, table.schema);
    const schema = dig(schemas, table.schema);
    if (!isObject(schema)) find(where, "There is no such schema.");
    else {
      if (schema["type"] !== "object") find(where, "Its type is not object.");
      findings.push(...sourceProblems(where, schema, opening));
      for (const name of list(schema["required"])) {
        if (dig(schema, "properties", print(name)) === undefined)
          find(where, `Requires ${print(name)}, which it lacks.`);
      }
    }
    if (table.carrier !== undefined) {
      const operation = operationOf(spec, page);
      const carrier =
        table.carrier === "request" ? dig(operation, "requestBody") : dig(operation, "responses", table.carrier);
      const body = dig(resolve(spec, carrier).value, "content", "application/json", "schema");
      if (resolve(spec, body).name !== table.schema) find(where, `Is not the body of the ${table.carrier}.`);
    }
  }
  return findings;
}

function sourceProblems(where: string, schema: Json, opening: string): Finding[] {
  const findings: Finding[] = [];
  if (`${text(dig(schema, "x-cce-source"))}.` !== opening) {
    findings.push({ where, text: `x-cce-source is not "${opening.slice(0, -1)}".` });
  }
  if (!text(dig(schema, "description")).startsWith(opening)) {
    findings.push({ where, text: `Its description does not begin with "${opening}".` });
  }
  return findings;
}

/** Holds the contract to the page. A difference is excused only by a deviation that lists exactly this difference. */
export function compare(spec: Json, page: SourcePage, deviations: readonly Deviation[]): Finding[] {
  const keyOf = (change: Change): string =>
    JSON.stringify([change.table, change.field, change.aspect, change.page, change.contract]);
  const findings = findProblems(spec, page);
  const listed = new Map<string, string>();
  for (const { id, changes } of deviations) {
    for (const change of changes) {
      const where = placeOf(change.table, change.field);
      const other = listed.get(keyOf(change));
      if (other !== undefined) findings.push({ where, text: `${change.aspect}: listed by ${other} and by ${id}.` });
      listed.set(keyOf(change), id);
    }
  }
  const differences = differencesBetween(spec, page);
  for (const change of differences) {
    if (listed.has(keyOf(change))) continue;
    const { table, field, aspect, page: says, contract } = change;
    findings.push({
      where: placeOf(table, field),
      text: `${aspect}: the page has "${says}", the contract "${contract}", and no deviation lists that.`,
    });
  }
  const found = new Set(differences.map(keyOf));
  for (const { id, changes } of deviations) {
    for (const change of changes) {
      if (found.has(keyOf(change))) continue;
      const { table, field, aspect, page: says, contract } = change;
      findings.push({
        where: placeOf(table, field),
        text: `${aspect}: ${id} lists "${contract}" instead of "${says}", and the contract no longer differs like that.`,
      });
    }
  }
  return findings;
}
