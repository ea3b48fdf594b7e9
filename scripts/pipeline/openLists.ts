import { type OpenApiDocument, operationsOf, resolve } from "./openapi.js";

/**
 * Marks a list of values that may grow, in the document that types are made of and nowhere else. Its value is the name of
 * the schema; empty where the list is a part of another one.
 */
export const openMark = "x-cce-open";

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

/** Everything that `roots` lead to, by reference too. */
function reachedFrom(document: OpenApiDocument, roots: readonly unknown[]): Set<Node> {
  const reached = new Set<Node>();
  const left = [...roots];
  while (left.length > 0) {
    const next = left.pop();
    if (!isNode(next)) continue;
    const node = resolve<Node>(document, next);
    if (reached.has(node)) continue;
    reached.add(node);
    const parts = Object.entries(node).filter(([key]) => !/^(examples?$|x-)/.test(key));
    left.push(...parts.map(([, part]) => part));
  }
  return reached;
}

/** The lists of text values that responses carry and requests do not. */
function openLists(document: OpenApiDocument): ReadonlySet<object> {
  const operations = operationsOf(document);
  const inRequests = reachedFrom(
    document,
    operations.flatMap(({ operation, parameters }) => [operation.requestBody, ...parameters]),
  );
  const inResponses = reachedFrom(
    document,
    operations.map(({ operation }) => operation.responses),
  );
  const isList = ({ enum: values }: Node) => Array.isArray(values) && values.some((value) => typeof value === "string");
  return new Set([...inResponses].filter((node) => isList(node) && !inRequests.has(node)));
}

function withMarks(value: unknown, open: ReadonlySet<object>): unknown {
  if (Array.isArray(value)) return value.map((item) => withMarks(item, open));
  if (!isNode(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withMarks(part, open)]));
  return open.has(value) ? { ...copy, [openMark]: "" } : copy;
}

/**
 * A copy of `document` with {@link openMark} on the lists of values that only responses carry. The service may add values
 * to these, and a program that compares with one of them must compile. What a request carries stays closed: a misspelt
 * value is an error there.
 */
export function markOpenLists(document: OpenApiDocument): OpenApiDocument {
  const marked = withMarks(document, openLists(document)) as OpenApiDocument;
  const { schemas = {} } = marked.components ?? {};
  const named = Object.entries(schemas).map(
    ([name, schema]) => [name, openMark in schema ? { ...schema, [openMark]: name } : schema] as const,
  );
  return { ...marked, components: { ...marked.components, schemas: Object.fromEntries(named) } };
}
