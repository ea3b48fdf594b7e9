import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  compare,
  differencesBetween,
  dig,
  isObject,
  keysOf,
  placeOf,
  pointerOf,
  pointerTo,
  resolve,
  type Finding,
  type Json,
  type JsonObject,
} from "./conformance.js";
import {
  decisions,
  deviations,
  renderDeviations,
  sources,
  staleness,
  type Change,
  type Deviation,
} from "./deviations.js";
import { page, tables, type Row } from "./tables.js";

const root = join(__dirname, "../..");
const deviationsFile = join(root, "spec/DEVIATIONS.md");
const spec = parse(readFileSync(join(root, "spec/openapi.yaml"), "utf8")) as Json;

const rows = tables.flatMap((table) =>
  table.rows.map((row) => ({ table, row, place: placeOf(table.number, row.name) })),
);
const operation = pointerTo("paths", page.path, page.method);

function objectAt(document: Json, pointer: string): JsonObject {
  const found = dig(document, ...keysOf(pointer));
  if (!isObject(found)) throw new Error(`No object at ${pointer}`);
  return found;
}

/** A copy of the contract in which the object at a pointer has been changed. */
function changed(pointer: string, change: (object: JsonObject) => void): Json {
  const copy = structuredClone(spec);
  change(objectAt(copy, pointer));
  return copy;
}

const without = (pointer: string): Json => {
  const path = keysOf(pointer);
  const last = path.pop() ?? "";
  return changed(pointerTo(...path), (parent) => {
    if (!(last in parent)) throw new Error(`Nothing at ${pointer}`);
    Reflect.deleteProperty(parent, last);
  });
};

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const check = (document: Json): Finding[] => compare(document, page, deviations);
const placesOf = (findings: readonly Finding[]): string[] => findings.map((finding) => finding.where);

/** The lists of values of the rows, with the pointer of the schema that holds each of them. */
const lists = rows.flatMap(({ table, row, place }) => {
  if (row.where.kind !== "property") return [];
  const property = dig(spec, ...keysOf(pointerOf(page, row)));
  const { name, value } = resolve(spec, property);
  const values = dig(value, "enum");
  if (!Array.isArray(values)) return [];
  const pointer = name === undefined ? pointerOf(page, row) : pointerTo("components", "schemas", name);
  return [{ table, row, place, pointer, values: values.map(String) }];
});

describe("the tables", () => {
  test("hold every row of the page", () => {
    expect(tables.map((table) => [table.number, table.rows.length])).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
      [4, 1],
      [5, 5],
      [6, 6],
      [7, 3],
      [8, 3],
      [9, 6],
      [10, 3],
    ]);
  });

  test("have a flag column in the request only, and its cells are blank", () => {
    for (const { table, row } of rows) expect(row.required).toBe(table.number <= 4 ? undefined : "no column");
  });

  test("describe every object they mention", () => {
    const mentioned = rows.flatMap(({ row }) => /(\w+) objects?$/.exec(row.type)?.[1] ?? []);
    const described = tables.filter((table) => table.schema !== undefined && table.carrier === undefined);
    expect(mentioned.sort()).toEqual(described.map((table) => table.title).sort());
  });
});

const findings = check(spec);

describe("the contract", () => {
  test("differs from the page only as the deviations say", () => {
    expect(findings.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });
});

/** Proves that the check notices every single change of the contract, the page or the deviations. */
function proveCheck(): void {
  describe("a field that goes missing is found", () => {
    test.each(rows)("$place", ({ row, place }) => {
      expect(check(without(pointerOf(page, row)))).toContainEqual({
        where: place,
        text: `Missing: expected at ${pointerOf(page, row)}.`,
      });
    });

    test.each(rows.filter(({ row }) => row.where.kind === "parameter"))(
      "$place, no longer listed",
      ({ row, place }) => {
        const document = changed(pointerTo("paths", page.path), (item) => {
          const parameters = item["parameters"];
          if (!Array.isArray(parameters)) throw new Error("The path lists no parameters.");
          item["parameters"] = parameters.filter(
            (parameter) => dig(resolve(spec, parameter).value, "name") !== row.name,
          );
        });
        expect(placesOf(check(document))).toContain(place);
      },
    );

    test.each(rows)("$place, renamed", ({ row, place }) => {
      const pointer = pointerOf(page, row);
      const document =
        row.where.kind === "parameter" || row.where.kind === "securityScheme"
          ? changed(pointer, (named) => (named["name"] = `${row.name}s`))
          : changed(pointerTo(...keysOf(pointer).slice(0, -1)), (parent) => {
              const last = keysOf(pointer).at(-1) ?? "";
              parent[`${last}s`] = parent[last] ?? null;
              Reflect.deleteProperty(parent, last);
            });
      expect(placesOf(check(document))).toContain(place);
    });

    test("the whole operation", () => {
      expect(placesOf(check(without(operation)))).toContain("document, operation");
    });
  });

  describe("a field that was changed is found", () => {
    const typed = rows.filter(({ row }) => row.where.kind === "property" || row.where.kind === "parameter");

    test.each(typed)("$place, with another type", ({ row, place }) => {
      const pointer = row.where.kind === "parameter" ? `${pointerOf(page, row)}/schema` : pointerOf(page, row);
      const path = keysOf(pointer);
      const last = path.pop() ?? "";
      const document = changed(pointerTo(...path), (parent) => (parent[last] = { type: "integer" }));
      expect(check(document)).toContainEqual({ where: place, text: matching(/contract "Integer"/) });
    });

    test.each(typed)("$place, with a format", ({ row, place }) => {
      const pointer = row.where.kind === "parameter" ? `${pointerOf(page, row)}/schema` : pointerOf(page, row);
      const document = changed(pointer, (schema) => {
        const inner = { ...schema };
        for (const key of Object.keys(schema)) Reflect.deleteProperty(schema, key);
        Object.assign(schema, { allOf: [inner], format: "date-time" });
      });
      expect(check(document)).toContainEqual({ where: place, text: matching(/format date-time/) });
    });

    test.each(rows)("$place, with the opposite flag", ({ row, place }) => {
      expect(placesOf(check(withOppositeFlag(row)))).toContain(place);
    });

    test("a security scheme that is not a header", () => {
      const document = changed("/components/securitySchemes/Token", (scheme) => (scheme["in"] = "query"));
      expect(placesOf(check(document))).toContain("table 2, X-Auth-Token");
    });

    test("a signature that may come without its date", () => {
      const document = structuredClone(spec);
      if (isObject(document)) document["security"] = [{ Token: [] }, { AkSkAuthorization: [] }];
      expect(placesOf(check(document))).toContain("document, security");
    });

    test.each([
      ["request", `${operation}/requestBody`],
      ["200", `${operation}/responses/200`],
    ])("another body of the %s", (carrier, pointer) => {
      const document = changed(`${pointer}/content/application~1json`, (media) => {
        media["schema"] = { $ref: "#/components/schemas/Metadata" };
      });
      expect(check(document).map((finding) => finding.text)).toContain(`Is not the body of the ${carrier}.`);
    });
  });

  function withOppositeFlag(row: Row): Json {
    const where = row.where;
    switch (where.kind) {
      case "parameter":
        return changed(pointerOf(page, row), (parameter) => (parameter["required"] = parameter["required"] !== true));
      case "mediaType":
        return changed(`${operation}/requestBody`, (body) => (body["required"] = body["required"] !== true));
      case "securityScheme":
        return changed("", (document) => (document["security"] = [{ [where.scheme]: [] }]));
      case "property":
        return changed(pointerTo("components", "schemas", where.schema), (schema) => {
          const required = Array.isArray(schema["required"]) ? schema["required"] : [];
          schema["required"] = required.includes(row.name)
            ? required.filter((name) => name !== row.name)
            : [...required, row.name];
        });
    }
  }

  describe("a list of values that was changed is found", () => {
    const cases = lists.flatMap(({ values, ...rest }) => values.map((value) => ({ ...rest, value })));

    test("the lists are the six of the page", () => {
      expect(lists.map(({ place }) => place)).toEqual(
        rows.filter(({ row }) => row.values.length > 0).map(({ place }) => place),
      );
      expect(lists.filter(({ values }) => values.length === 0)).toEqual([]);
    });

    test.each(cases)("$place without $value", ({ place, pointer, value }) => {
      const document = changed(pointer, (schema) => {
        schema["enum"] = lists.find((list) => list.pointer === pointer)?.values.filter((name) => name !== value) ?? [];
      });
      expect(placesOf(check(document))).toContain(place);
    });

    test.each(lists)("$place with a value more", ({ place, pointer, values }) => {
      const document = changed(pointer, (schema) => (schema["enum"] = [...values, "Cancelled"]));
      // The row and nothing else, although the list is a schema of its own.
      const rowsOfList = lists.filter((list) => list.pointer === pointer).map((list) => list.place);
      expect([...new Set(placesOf(check(document)))]).toEqual(rowsOfList);
      expect(rowsOfList).toContain(place);
    });
  });

  describe("something unlisted is found", () => {
    const schemas = tables.flatMap((table) => (table.schema === undefined ? [] : [{ table, schema: table.schema }]));

    test.each(schemas)("a field of $schema", ({ table, schema }) => {
      const document = changed(pointerTo("components", "schemas", schema, "properties"), (properties) => {
        properties["unlisted"] = { type: "string" };
      });
      expect(check(document)).toContainEqual({
        where: placeOf(table.number, "unlisted"),
        text: 'added: the page has "nothing", the contract "String", and no deviation lists that.',
      });
    });

    test.each(schemas)("a constraint of $schema", ({ table, schema }) => {
      const document = changed(pointerTo("components", "schemas", schema), (object) => (object["minProperties"] = 1));
      expect(placesOf(check(document))).toContain(placeOf(table.number, "(object)"));
    });

    test.each(rows.filter(({ row }) => row.where.kind === "property"))("$place, once it has no row", (given) => {
      const fewer = tables.map((table) => ({ ...table, rows: table.rows.filter((row) => row !== given.row) }));
      const findings = compare(spec, { ...page, tables: fewer }, deviations);
      expect(findings).toContainEqual({ where: given.place, text: matching(/^added: /) });
    });

    test.each<[string, string, string, Json]>([
      ["a field of the gateway's error", "/components/schemas/GatewayError/properties", "extra", { type: "string" }],
      ["a security scheme", "/components/securitySchemes", "Basic", { type: "http", scheme: "basic" }],
      ["a response", `${operation}/responses`, "418", { description: "A teapot." }],
      ["a response header", `${operation}/responses/200/headers`, "X-Extra", { schema: { type: "string" } }],
      ["a media type of the request", `${operation}/requestBody/content`, "text/plain", {}],
      ["an operation", pointerTo("paths", page.path), "put", { operationId: "showUpgradeWorkFlow" }],
      ["a parameter", operation, "parameters", [{ name: "Content-Type", in: "header", schema: { type: "string" } }]],
    ])("%s", (_, pointer, key, value) => {
      const document = changed(pointer, (parent) => (parent[key] = value));
      expect(placesOf(check(document))).toContainEqual(matching(/^document, /));
    });
  });

  describe("a schema that does not name its table is found", () => {
    const named = tables.flatMap((table) => (table.schema === undefined ? [] : [{ table, schema: table.schema }]));
    const listsByName = lists.filter(({ pointer, row }) => pointer !== pointerOf(page, row));

    test.each(named)("$schema", ({ table, schema }) => {
      const pointer = pointerTo("components", "schemas", schema);
      const place = placeOf(table.number, schema);
      expect(placesOf(check(without(`${pointer}/x-cce-source`)))).toContain(place);
      expect(placesOf(check(without(`${pointer}/description`)))).toContain(place);
      const wrong = changed(pointer, (object) => (object["description"] = `Table ${table.number}1. Another table.`));
      expect(placesOf(check(wrong))).toContain(place);
    });

    test.each(listsByName)("the list of $place", ({ place, pointer }) => {
      expect(placesOf(check(without(`${pointer}/x-cce-source`)))).toContain(place);
      expect(placesOf(check(without(`${pointer}/description`)))).toContain(place);
    });

    test.each(rows.filter(({ row }) => row.where.kind === "parameter" || row.where.kind === "securityScheme"))(
      "$place",
      ({ row, place }) => {
        expect(placesOf(check(without(`${pointerOf(page, row)}/description`)))).toContain(place);
      },
    );
  });

  /** The row as it would be if the page said of one aspect what the contract does. */
  function rowThatSays(row: Row, { aspect, contract }: Change): Row | undefined {
    switch (aspect) {
      case "type":
        return { ...row, type: contract };
      case "required":
        return { ...row, required: contract === "yes" };
      case "values":
        return { ...row, values: contract.split(", ") };
      default:
        return undefined;
    }
  }

  describe("the deviations", () => {
    const changes = deviations.flatMap((deviation) =>
      deviation.changes.map((change) => ({ deviation, change, place: placeOf(change.table, change.field) })),
    );
    /** The list in which one change of one deviation has become another. */
    const replacing = (old: Change, change: Change): Deviation[] =>
      deviations.map((deviation) => {
        const [first, ...rest] = deviation.changes;
        const swap = (candidate: Change): Change => (candidate === old ? change : candidate);
        return { ...deviation, changes: [swap(first), ...rest.map(swap)] };
      });

    test("have IDs of their own", () => {
      const ids = [...deviations, ...decisions].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    test("are exactly the differences there are", () => {
      expect(changes).toHaveLength(differencesBetween(spec, page).length);
    });

    test("name sources that are listed, and every listed source is named", () => {
      const texts = [...deviations, ...decisions].flatMap(({ page, contract, why, evidence }) => [
        page,
        contract,
        why,
        evidence,
      ]);
      const named = texts.flatMap((text) =>
        [...text.replaceAll(/`[^`]*`/g, "").matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? ""),
      );
      expect([...new Set(named)].sort()).toEqual(Object.keys(sources).sort());
    });

    test.each(deviations)("$id is needed, with all it lists", ({ id, changes: listed }) => {
      const fewer = deviations.filter((deviation) => deviation.id !== id);
      const places = placesOf(compare(spec, page, fewer));
      expect(places.sort()).toEqual(listed.map((change) => placeOf(change.table, change.field)).sort());
    });

    test.each(changes)("$deviation.id excuses of $place only $change.aspect", ({ change, place }) => {
      for (const other of [
        { ...change, contract: `${change.contract}?` },
        { ...change, page: `${change.page}?` },
        { ...change, aspect: change.aspect === "type" ? ("values" as const) : ("type" as const) },
      ]) {
        const findings = compare(spec, page, replacing(change, other));
        expect(findings).toEqual([
          { where: place, text: matching(/no deviation lists that/) },
          { where: place, text: matching(/no longer differs/) },
        ]);
      }
    });

    const rowChanges = changes.flatMap((given) => {
      const found = rows.find(({ place }) => place === given.place);
      const corrected = found === undefined ? undefined : rowThatSays(found.row, given.change);
      return found === undefined || corrected === undefined ? [] : [{ ...given, ...found, corrected }];
    });

    test.each(rowChanges)("$deviation.id goes stale once the page agrees on $place, $change.aspect", (given) => {
      const agreeing = tables.map((table) => ({
        ...table,
        rows: table.rows.map((row) => (row === given.row ? given.corrected : row)),
      }));
      expect(compare(spec, { ...page, tables: agreeing }, deviations)).toEqual([
        { where: given.place, text: matching(/no longer differs/) },
      ]);
    });

    test("may not list a difference twice", () => {
      const [first] = deviations;
      if (first === undefined) throw new Error("There are no deviations.");
      const findings = compare(spec, page, [...deviations, { ...first, id: "again" }]);
      expect(findings.map((finding) => finding.text)).toEqual(
        first.changes.map(() => matching(/listed by .* and by again/)),
      );
    });
  });
}

// Only where the check finds nothing: otherwise each of these fails too, and says less.
if (findings.length === 0) proveCheck();

describe("spec/DEVIATIONS.md", () => {
  const expected = renderDeviations(deviations);

  test("says what the deviations say", () => {
    if (process.env["UPDATE_DEVIATIONS"] === "1") writeFileSync(deviationsFile, expected);
    const problem = staleness(readFileSync(deviationsFile, "utf8"), deviations);
    if (problem !== undefined) throw new Error(problem);
  });

  test.each<[string, string]>([
    ["a word", expected.replace("Cancel", "Cancelled")],
    ["a missing line", expected.replace(/\n- .*/, "")],
    ["a space at the end", expected.replace(/\n$/, " \n")],
    ["a line more", `${expected}\n`],
    ["no end of line", expected.trimEnd()],
    ["nothing", ""],
  ])("is stale with %s changed, and the message says how to update it", (_, text) => {
    const problem = staleness(text, deviations);
    expect(problem).toContain("UPDATE_DEVIATIONS=1 npx jest test/spec");
    expect(problem).toContain(expected);
  });

  test.each(deviations)("has a section for $id, and changes with it", ({ id, title }) => {
    expect(expected).toContain(`\n### ${title}\n`);
    expect(
      staleness(
        expected,
        deviations.filter((deviation) => deviation.id !== id),
      ),
    ).toBeDefined();
  });
});
