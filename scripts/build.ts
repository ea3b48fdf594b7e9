import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "./pipeline/bundle.js";
import { main } from "./command.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await main(async () => {
  const [target, fresh] = [join(root, "dist"), join(root, "dist.tmp")];
  await rm(fresh, { recursive: true, force: true });
  try {
    await buildPackage(root, fresh);
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
});
