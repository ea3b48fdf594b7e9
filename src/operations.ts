import { operationTable, type OperationDescriptor } from "../generated/client.gen.js";

/** The names of all operations, in the order of the spec. */
export function operationNames(): string[] {
  return operationTable
    .trim()
    .split("\n")
    .map((line) => line.slice(0, line.indexOf(" ")));
}

const read = new Map<string, OperationDescriptor>();

/** How an operation is sent. Read out of the table when it is first called. */
export function descriptorOf(operation: string): OperationDescriptor {
  let descriptor = read.get(operation);
  if (descriptor === undefined) {
    const start = operationTable.indexOf(`\n${operation} `) + operation.length + 2;
    const line = operationTable.slice(start, operationTable.indexOf("\n", start));
    descriptor = JSON.parse(line) as OperationDescriptor;
    read.set(operation, descriptor);
  }
  return descriptor;
}
