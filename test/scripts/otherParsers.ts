/** Reads the spec with parsers the project has no other use for, and prints what each makes of it. Run by a test. */
import { readFileSync } from "node:fs";
import { $RefParser } from "@hey-api/json-schema-ref-parser";
import { dereference, validate } from "@scalar/openapi-parser";
import { Validator } from "@seriousme/openapi-schema-validator";

const [, , path = ""] = process.argv;
const text = readFileSync(path, "utf8");

const bundled = (await new $RefParser().bundle({ pathOrUrlOrSchema: path })) as { components: { schemas: object } };
const scalar = { validated: await validate(text), dereferenced: dereference(text) };
const byJsonSchema = await new Validator().validate(path);

console.log(
  JSON.stringify({
    "hey-api": { schemas: Object.keys(bundled.components.schemas) },
    Scalar: { valid: scalar.validated.valid, errors: scalar.dereferenced.errors },
    "JSON Schema of OpenAPI": { valid: byJsonSchema.valid, errors: byJsonSchema.errors },
  }),
);
