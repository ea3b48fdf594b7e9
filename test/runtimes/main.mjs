/** Runs the smoke suite where there is a command line. */
import { smoke } from "./smoke.mjs";

const { bun, deno, node } = process.versions;
const results = await smoke(JSON.parse(process.argv[2]));
console.log(JSON.stringify({ version: bun ?? deno ?? node, results }));
