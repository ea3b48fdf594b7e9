/** The first call of a process: prints the milliseconds from the start of the process to the parsed answer. */
import { contenders, type ContenderName } from "./contenders.js";
import type { Target } from "./target.js";

const [name, targetText = "{}"] = process.argv.slice(2);
const startedAt = performance.now();
const call = await contenders[name as ContenderName](JSON.parse(targetText) as Target);
await call();
console.log(JSON.stringify({ sinceProcess: performance.now(), sinceScript: performance.now() - startedAt }));
process.exit();
