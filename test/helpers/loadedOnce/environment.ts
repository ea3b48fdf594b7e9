import { createRequire } from "node:module";
import { TestEnvironment } from "jest-environment-node";

/**
 * Jest loads every package anew for each suite. Prism with its 800 modules takes two seconds of CPU each time, TypeScript
 * one; Node's own loader keeps them for the whole worker.
 */
export default class extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global["loadOnce"] = createRequire(__filename);
  }
}
