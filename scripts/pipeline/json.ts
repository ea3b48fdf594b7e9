import { withoutImages } from "./docs/images.js";
import { readSamples } from "./docs/samples.js";
import { forReaders } from "./prepare.js";
import type { Spec } from "./openapi.js";
import type { Project } from "./project.js";

/**
 * The source of `generated/openapi.json`: the bundled document with its code samples, which the mock serves and the
 * package publishes.
 */
export function renderJson(project: Project, { document, hash }: Spec): string {
  const stamped = {
    ...withoutImages(forReaders(readSamples(project).addTo(document))),
    "x-generated-from": { file: "spec/openapi.yaml", sha256: hash },
  };
  return `${JSON.stringify(stamped, null, 2)}\n`;
}
