import type { OpenApiDocument } from "./openapi.js";
import { forTypes } from "./prepare.js";
import { banner } from "./project.js";
import type { Spec } from "./spec.js";

/** The source of `generated/types.gen.ts`: every schema and operation of the spec as types, by openapi-typescript. */
export async function renderTypes({ document, hash }: Spec): Promise<string> {
  // Loads the whole of TypeScript, which a run that ends before this does not need.
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  const source: OpenApiDocument = forTypes(document);
  const ast = await openapiTS(source as unknown as Parameters<typeof openapiTS>[0], {
    silent: true,
    alphabetize: false,
  });
  return `${banner(hash)}\n${astToString(ast)}`;
}
