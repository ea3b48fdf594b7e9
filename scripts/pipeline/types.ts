import { createRequire } from "node:module";
import { join } from "node:path";
import type * as OpenapiTypescript from "openapi-typescript";
import { forTypes } from "./prepare.js";
import { banner, type Project } from "./project.js";
import type { Spec } from "./spec.js";

/** The source of `generated/types.gen.ts`: every schema and operation of the spec as types, by openapi-typescript. */
export async function renderTypes(project: Project, { document, hash }: Spec): Promise<string> {
  // It loads the whole of TypeScript, and with "import" Node would search those nine megabytes for exports first.
  const { default: openapiTS, astToString } = createRequire(join(project.root, "package.json"))(
    "openapi-typescript",
  ) as typeof OpenapiTypescript;
  const ast = await openapiTS(forTypes(document) as unknown as Parameters<typeof openapiTS>[0], {
    silent: true,
    alphabetize: false,
  });
  return `${banner(hash)}\n${astToString(ast)}`;
}
