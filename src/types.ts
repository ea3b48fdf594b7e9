// In an entry of their own: they grow with every operation, and few callers need the types of all.
export type { operations, paths } from "../generated/operations.gen.js";
export type { components } from "../generated/types.gen.js";
