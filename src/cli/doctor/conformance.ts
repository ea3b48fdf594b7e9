import { fieldsOf, itemsOf } from "../../base/fields.js";
import { operations } from "../../transport/operation.js";
import type { ValidatorError, Validators } from "../session/validators.js";
import type { ReadResponse } from "./reads.js";

/** How a response differs from the contract. */
export type DifferenceKind = "wrongType" | "unknownValue" | "undocumentedField" | "otherForm";

/** A difference, without values and without keys of maps. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly operation: string;
  /** The field, e.g. `items[].metadata.labels.*`: any element of a list, any key of a map. */
  readonly field: string;
  /** What is wrong with it. */
  readonly detail: string;
  /** Whether the contract leaves the type of this field open. */
  readonly isOpenQuestion: boolean;
}

/** The type that the service sends where the contract allows several. */
export interface OpenQuestion {
  readonly operation: string;
  readonly field: string;
  readonly seen: string;
}

/** What the responses tell about the contract. */
export interface Conformance {
  /** How many responses were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly openQuestions: readonly OpenQuestion[];
}

type Fields = Readonly<Record<string, unknown>>;

function tokensOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at a JSON pointer. */
function valueAt(value: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>((found, token) => (found as Fields)[token], value);
}

function jsonTypeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** The documented form of responses. */
class Contract {
  constructor(private readonly document: unknown) {}

  private resolve(value: unknown): Fields {
    const { $ref } = fieldsOf(value);
    if (typeof $ref !== "string") return fieldsOf(value);
    return this.resolve(valueAt(this.document, decodeURIComponent($ref.slice(1))));
  }

  /** The schema of a value and the schemas it consists of. */
  private partsOf(schema: unknown): Fields[] {
    const whole = this.resolve(schema);
    const { allOf, oneOf, anyOf } = whole;
    return [whole, ...[allOf, oneOf, anyOf].flatMap(itemsOf).flatMap((part) => this.partsOf(part))];
  }

  responseSchema({ operation, status }: ReadResponse): unknown {
    const { method = "", path = "" } = Object.entries(operations).find(([name]) => name === operation)?.[1] ?? {};
    const { paths } = fieldsOf(this.document);
    const { responses } = fieldsOf(fieldsOf(fieldsOf(paths)[path])[method.toLowerCase()]);
    const { content } = this.resolve(fieldsOf(responses)[status]);
    const declared = Object.entries(fieldsOf(content));
    const [, used] = declared.find(([media]) => media.includes("json")) ?? declared[0] ?? [];
    return fieldsOf(used)["schema"];
  }

  /** Names the value at a pointer by its fields in the contract. A key of a map may be anything, so it is left out. */
  fieldAt(schema: unknown, pointer: string): string {
    let path = "";
    let current = schema;
    for (const token of tokensOf(pointer)) {
      const parts = this.partsOf(current);
      const holder = parts.map(({ properties }) => fieldsOf(properties)).find((fields) => Object.hasOwn(fields, token));
      const items = parts.map((part) => part["items"]).find((item) => item !== undefined);
      if (holder !== undefined) path += `${path === "" ? "" : "."}${token}`;
      else path += items === undefined ? ".*" : "[]";
      current = holder?.[token] ?? items ?? parts.map((part) => part["additionalProperties"]).find(Boolean);
    }
    return path === "" ? "(the body)" : path;
  }
}

/** A name that is no word may be an ID, which an object has for a key. */
function nameOf(field: unknown): string {
  return typeof field === "string" && /^[A-Za-z_]{1,40}\d{0,2}$/.test(field) ? field : "(a name that may be an ID)";
}

function differenceOf(
  { keyword, params }: ValidatorError,
  value: unknown,
  field: string,
): Pick<Difference, "kind" | "field" | "detail"> {
  if (keyword === "type") {
    const documented = [params["type"]].flat().join(" or ");
    return { kind: "wrongType", field, detail: `is ${jsonTypeOf(value)}; documented: ${documented}` };
  }
  if (keyword === "enum") return { kind: "unknownValue", field, detail: "has a value that is in no list" };
  if (keyword === "additionalProperties") {
    const name = nameOf(params["additionalProperty"]);
    const whole = field === "(the body)" ? name : `${field}.${name}`;
    return { kind: "undocumentedField", field: whole, detail: `is ${jsonTypeOf(value)}; not documented` };
  }
  return { kind: "otherForm", field, detail: `does not have the documented form (${keyword})` };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Compares responses with the contract. */
export function compare(document: unknown, validators: Validators, responses: readonly ReadResponse[]): Conformance {
  const contract = new Contract(document);
  let compared = 0;
  const differences: Difference[] = [];
  const openQuestions: OpenQuestion[] = [];
  for (const response of responses) {
    const { operation, status, data } = response;
    const validate = validators[operation]?.[status];
    if (validate === undefined) continue;
    compared += 1;
    if (validate(data)) continue;
    const schema = contract.responseSchema(response);
    // "if" fails for what another error says in more detail.
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if");
    const has = (path: string, word: string) =>
      errors.some(({ instancePath, keyword }) => instancePath === path && keyword === word);
    for (const error of errors) {
      const { instancePath, keyword, params } = error;
      const field = contract.fieldAt(schema, instancePath);
      const value = valueAt(data, instancePath);
      // The validators refuse every value of a field whose type the contract leaves open.
      if (keyword === "not") openQuestions.push({ operation, field, seen: jsonTypeOf(value) });
      else if (keyword !== "enum" || !has(instancePath, "type")) {
        const subject =
          keyword === "additionalProperties" ? fieldsOf(value)[String(params["additionalProperty"])] : value;
        const isOpenQuestion = has(instancePath, "not");
        differences.push({ operation, ...differenceOf(error, subject, field), isOpenQuestion });
      }
    }
  }
  return { compared, differences: unique(differences), openQuestions: unique(openQuestions) };
}
