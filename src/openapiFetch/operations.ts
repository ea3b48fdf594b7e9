import { CceConfigError } from "../base/errors.js";
import { type OperationDescriptor, operations } from "../transport/operation.js";

/** An operation of the contract, with the values of its path as they stand in a URL. */
export interface MatchedOperation {
  readonly operation: string;
  readonly descriptor: OperationDescriptor;
  readonly path: Readonly<Record<string, string>>;
}

const known = Object.entries(operations).map(([operation, descriptor]) => {
  const names: string[] = [];
  const pattern = descriptor.path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{([^{}]+)\}/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  return { operation, descriptor, names, pattern: new RegExp(`^${pattern}$`) };
});

/**
 * Finds the operation of a request: a path with values, or the contract's own template.
 *
 * @throws CceConfigError when the contract has none.
 */
export function operationAt(method: string, path: string): MatchedOperation {
  for (const { operation, descriptor, names, pattern } of known) {
    const values = descriptor.method === method ? pattern.exec(path)?.slice(1) : undefined;
    if (values === undefined) continue;
    return { operation, descriptor, path: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) };
  }
  throw new CceConfigError("path", `The contract has no operation ${method} ${path}.`);
}
