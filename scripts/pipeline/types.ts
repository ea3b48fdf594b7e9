import { createRequire } from "node:module";
import { join } from "node:path";
import type * as OpenapiTypescript from "openapi-typescript";
import { forTypes } from "./prepare.js";
import { banner, type Project } from "./project.js";
import type { Spec } from "./openapi.js";

/** A file of declarations. It imports what it uses of the other one. */
function file(hash: string, own: readonly string[], others: readonly string[], other: string): string {
  const text = own.join("");
  const names = others.flatMap((declaration) => /^export \w+ ([\w$]+)/.exec(declaration)?.[1] ?? []);
  const used = names.filter((name) => text.includes(`${name}["`));
  const imports = used.length === 0 ? "" : `import type { ${used.join(", ")} } from "./${other}.gen.js";\n\n`;
  return `${banner(hash)}\n${imports}${text}`;
}

/**
 * Every schema and operation of the spec as types, by openapi-typescript: the source of `generated/types.gen.ts`, with
 * what operations share, and of `generated/operations.gen.ts`, which a compiler reads only where somebody asks for it.
 */
export async function renderTypes(
  project: Project,
  { document, hash }: Spec,
): Promise<{ readonly types: string; readonly operations: string }> {
  // It loads the whole of TypeScript, and with "import" Node would search those nine megabytes for exports first.
  const { default: openapiTS, astToString } = createRequire(join(project.root, "package.json"))(
    "openapi-typescript",
  ) as typeof OpenapiTypescript;
  const ast = await openapiTS(forTypes(document) as unknown as Parameters<typeof openapiTS>[0], {
    silent: true,
    alphabetize: false,
  });
  const declarations = astToString(ast).split(/^(?=export )/m);
  const isShared = (declaration: string) => declaration.startsWith("export interface components ");
  const shared = declarations.filter(isShared);
  const rest = declarations.filter((declaration) => !isShared(declaration));
  return { types: file(hash, shared, rest, "operations"), operations: file(hash, rest, shared, "types") };
}
