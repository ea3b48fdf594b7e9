import type { Context } from "../session/context.js";
import { exitCode } from "../session/failure.js";

/** `cce-upgrade spec`: prints the OpenAPI document, byte for byte. */
export function spec(context: Context): number {
  context.stdout.write(context.readDocument());
  return exitCode.done;
}
