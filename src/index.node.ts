export * from "./index.js";
// These go before those of the same names in what all runtimes share.
export { createCceClient } from "./client/client.node.js";
export { projectIdFor, tokenFromPassword } from "./iam/lookups.node.js";
