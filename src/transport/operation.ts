import type { Operations } from "../../generated/client.gen.js";
import { operations as generated } from "../../generated/runtime.gen.js";

/** Where a parameter goes in the request; a question mark says that a call may leave it out. */
export type ParameterPlace = "path" | "query" | "query?" | "header" | "header?";

/**
 * How the value of a parameter is written, where that is not the usual way: text in a path or a header; one value, or a
 * list with the name repeated, in a query. A separator joins lists, and the keys and values of objects. `&` makes each
 * field of an object a parameter of the query, `[]` does so under the parameter's name. `scalar` is a number or a boolean.
 */
export type Notation = "scalar" | "," | "%20" | "%7C" | "&" | "[]";

/** What a successful response carries: JSON (the names of an object's fields where they are known), or a media type of text. */
export type ResponseKind = "object" | "array" | "any" | "none" | "*/*" | `text/${string}` | readonly string[];

/** What the runtime needs to know of an operation to send it. */
export interface OperationDescriptor {
  readonly method: string;
  readonly path: string;
  /** The parameters by name. */
  readonly params: Readonly<Record<string, ParameterPlace>>;
  /** Parameters that default to an option of the client, with the name of the option. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Parameters that are not written in the usual way. */
  readonly notations?: Readonly<Record<string, Notation>>;
  /** Whether the operation takes a body, and whether a call may leave it out. */
  readonly body?: "body" | "body?";
  /** The media types to ask for, where that is not JSON alone. */
  readonly accept?: string;
  /** The statuses that mean success, with what the response carries. */
  readonly success: Readonly<Record<number, ResponseKind>>;
  /** Whether a successful response may be `null` where an object or a list is promised. */
  readonly nullable?: boolean;
  /** Whether the request may be sent again: when it is known not to have been processed, and when that is unknown. */
  readonly retry: { readonly unprocessed: boolean; readonly unknown: boolean };
  /** The IAM actions the caller needs. */
  readonly iamActions?: readonly string[];
}

/** How each operation of the spec is sent, in the order of the spec. */
export const operations: Readonly<Record<keyof Operations, OperationDescriptor>> = generated;
