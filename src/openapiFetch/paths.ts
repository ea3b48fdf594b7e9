import type { paths as specPaths } from "../../generated/operations.gen.js";

/**
 * openapi-fetch reads an open value (`"Init" | (string & {})`) as an object with the methods of a string. Here such a
 * value is a `string`; the documented ones stand in its comment.
 */
type Plain<T> = T extends string
  ? string extends T
    ? string
    : T
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [Name in keyof T]: Plain<T[Name]> }
      : T;

/** The paths of the contract, for `createClient<paths>()` of openapi-fetch and what builds on it. */
export type paths = Plain<specPaths>;
