import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { main } from "./command.js";
import { buildPackage } from "./pipeline/bundle.js";

await main(async ({ root }) => {
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
