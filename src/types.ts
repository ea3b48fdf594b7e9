// Apart from the rest: they grow with every operation, and few who call one need the types of all.
export type { operations, paths } from "../generated/operations.gen.js";
export type { components } from "../generated/types.gen.js";
