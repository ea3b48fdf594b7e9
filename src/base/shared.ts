import { version } from "../version.js";

/**
 * State that all copies of this version share. A process has two copies when one of its modules loads the package by
 * `import` and another by `require`.
 */
export function shared<T extends object>(name: string, create: () => T): T {
  const key = Symbol.for(`cce-upgrade-workflow@${version}.${name}`);
  const global = globalThis as Record<symbol, T | undefined>;
  return (global[key] ??= create());
}
