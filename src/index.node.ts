export * from "./index.js";
// Goes before the one of the same name in what all runtimes share.
export { createCceClient } from "./client.node.js";
