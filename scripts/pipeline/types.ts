import openapiTS, { astToString } from "openapi-typescript";
import type { OpenApiDocument } from "./openapi.js";
import { forTypes } from "./prepare.js";
import { banner } from "./project.js";
import type { Spec } from "./spec.js";

/** The source of `generated/types.gen.ts`: every schema and operation of the spec as types, by openapi-typescript. */
export async function renderTypes({ document, hash }: Spec): Promise<string> {
  const source: OpenApiDocument = forTypes(document);
  const ast = await openapiTS(source as unknown as Parameters<typeof openapiTS>[0], {
    silent: true,
    alphabetize: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
  });
  return `${banner(hash)}\n${astToString(ast)}`;
}
