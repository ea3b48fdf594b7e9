export * from "./index.js";
// These replace the exports of the same names that all runtimes share.
export { createCceClient } from "./client/client.node.js";
export { projectIdFor, tokenFromPassword } from "./iam/lookups.node.js";
