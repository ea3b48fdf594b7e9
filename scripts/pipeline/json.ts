import { withoutImages } from "./docs/images.js";
import { forReaders } from "./prepare.js";
import type { Spec } from "./openapi.js";

/** The source of `generated/openapi.json`: the bundled document, which the mock serves and the package publishes. */
export function renderJson({ document, hash }: Spec): string {
  const stamped = {
    ...withoutImages(forReaders(document)),
    "x-generated-from": { file: "spec/openapi.yaml", sha256: hash },
  };
  return `${JSON.stringify(stamped, null, 2)}\n`;
}
