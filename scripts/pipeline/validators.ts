import { createRequire } from "node:module";
import { join } from "node:path";
import type { Ajv as AjvClass } from "ajv";
import type standalone from "ajv/dist/standalone/index.js";
import { type OpenApiDocument, type OpenApiRef, type OpenApiSchema, operationsOf, resolve } from "./openapi.js";
import { contentOf, successStatuses } from "./responses.js";

type Schema = Readonly<Record<string, unknown>>;
type Source = OpenApiSchema & { readonly writeOnly?: boolean };

/** Keywords that mean the same in OpenAPI 3.0 and in JSON Schema and contain no schema. */
const plainKeywords: ReadonlySet<string> = new Set([
  "type",
  "enum",
  "multipleOf",
  "maximum",
  "minimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "maxProperties",
  "minProperties",
]);

const schemaReference = /^#\/components\/schemas\/([^/]+)$/;

function mapValues<T, U>(object: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** Translates schemas of OpenAPI 3.0 into schemas whose errors say how a response differs from the contract. */
class Translator {
  constructor(private readonly document: OpenApiDocument) {}

  /**
   * The schema of a whole value. Unlike the contract, it allows no fields but those that the contract names, so that
   * a validator reports the others.
   */
  value(source: OpenApiSchema | OpenApiRef): Schema {
    const [, name] = "$ref" in source ? (schemaReference.exec(source.$ref) ?? []) : [];
    if (name !== undefined) return { $ref: `#/definitions/${name}` };
    const schema = this.part(source);
    const fields = this.fieldsOf(source);
    if (fields === undefined) return schema;
    const properties = { ...mapValues(fields, () => true), ...(schema["properties"] as Schema | undefined) };
    return { ...schema, properties, additionalProperties: false };
  }

  definitions(): Readonly<Record<string, Schema>> {
    return mapValues(this.document.components?.schemas ?? {}, (schema) => this.value(schema));
  }

  /** The schema of a value or of a part of it (`allOf`), which allows fields that it does not name. */
  private part(source: OpenApiSchema | OpenApiRef): Schema {
    const schema: Source = resolve<Source>(this.document, source);
    const { properties = {}, required = [], items, additionalProperties, allOf = [], oneOf, anyOf, nullable } = schema;
    // A field that is for requests only is required there only.
    const isSent = (name: string) => resolve<Source>(this.document, properties[name] ?? {}).writeOnly !== true;
    const parts = [
      ...allOf.map((part) => this.part(part)),
      ...[oneOf, anyOf].filter((branches) => branches !== undefined).map((branches) => this.union(branches)),
    ];
    const translated = {
      ...Object.fromEntries(Object.entries(schema).filter(([key]) => plainKeywords.has(key))),
      ...(required.length > 0 && { required: required.filter(isSent) }),
      properties: mapValues(properties, (property) => this.value(property)),
      ...(items && { items: this.value(items) }),
      ...(typeof additionalProperties === "object" && { additionalProperties: this.value(additionalProperties) }),
      ...(parts.length > 0 && { allOf: parts }),
    };
    return nullable === true ? { if: { type: "null" }, else: translated } : translated;
  }

  /**
   * Alternatives of different JSON types are an open question of the contract: `not` fails for every value, which reports
   * what the service really sends. Of alternatives of one type it is not known which one a value is meant to be.
   */
  private union(branches: readonly (OpenApiSchema | OpenApiRef)[]): Schema {
    const types = branches.map((branch) => this.typesOf(branch));
    const all = types.flat();
    if (types.some(({ length }) => length === 0)) return {};
    if (new Set(all).size < all.length) return { type: [...new Set(all)] };
    const choices = branches.map((branch, index) => ({ if: { type: types[index] }, then: this.value(branch) }));
    return { type: all, allOf: choices, not: {} };
  }

  /** The JSON types a schema allows; none if it does not say. */
  private typesOf(source: OpenApiSchema | OpenApiRef): string[] {
    const { type, allOf = [], oneOf = [], anyOf = [], nullable } = resolve<Source>(this.document, source);
    const inherited = allOf.map((part) => this.typesOf(part)).find(({ length }) => length > 0) ?? [];
    const types =
      type === undefined ? [...inherited, ...[...oneOf, ...anyOf].flatMap((part) => this.typesOf(part))] : [type];
    return nullable === true ? [...types, "null"] : types;
  }

  /** The fields of an object; `undefined` if the contract allows others too, or if it names none. */
  private fieldsOf(source: OpenApiSchema | OpenApiRef): Readonly<Record<string, unknown>> | undefined {
    const { properties, allOf = [], oneOf, anyOf, additionalProperties } = resolve<Source>(this.document, source);
    if (oneOf !== undefined || anyOf !== undefined || additionalProperties !== undefined) return undefined;
    const parts = allOf.map((part) => this.fieldsOf(part));
    if (parts.some((part) => part === undefined) || (properties === undefined && parts.length === 0)) return undefined;
    return Object.assign({}, properties, ...parts) as Readonly<Record<string, unknown>>;
  }
}

/**
 * The source of a module that validates the successful responses of all reads: its default export maps operation and
 * status to a validator. It imports parts of Ajv. Only compiled code is this small: Ajv itself would add 122 kB.
 */
export function renderValidators(root: string, document: OpenApiDocument): string {
  const require = createRequire(join(root, "package.json"));
  const { Ajv } = require("ajv") as { Ajv: typeof AjvClass };
  const { default: standaloneCode } = require("ajv/dist/standalone") as { default: typeof standalone.default };
  const translator = new Translator(document);
  const ajv = new Ajv({
    allErrors: true,
    inlineRefs: false,
    messages: false,
    strict: false,
    code: { source: true, esm: true },
  });
  ajv.addSchema({ $id: "contract", definitions: translator.definitions() });
  /** The names of the exports by the schemas they validate, which many operations share. */
  const exports = new Map<string, string>();
  const validatorOf = (schema: OpenApiSchema | OpenApiRef): string => {
    const translated = JSON.stringify(translator.value(schema)).replaceAll('"#/', '"contract#/');
    const name = exports.get(translated) ?? `response${exports.size}`;
    exports.set(translated, name);
    return name;
  };
  const reads = operationsOf(document)
    .filter(({ method }) => method === "get")
    .map((placed) => {
      const validators = successStatuses(placed).flatMap((status) => {
        const schema = contentOf(document, placed, status)?.schema;
        return schema === undefined ? [] : [`"${status}":${validatorOf(schema)}`];
      });
      return `${JSON.stringify(placed.operation.operationId)}:{${validators.join()}}`;
    });
  for (const [schema, name] of exports) ajv.addSchema(JSON.parse(schema) as Schema, name);
  // Nothing reads the paths in the schema, which are a seventh of the code.
  const names = [...exports.values()];
  const code = standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, name]))).replaceAll(
    /schemaPath:"[^"]*",/g,
    "",
  );
  return `${code}\nexport default {${reads.join()}};`;
}
