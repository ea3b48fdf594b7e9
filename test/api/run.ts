/**
 * The public names of the package and what they are, held against the list that is checked in: what users rely on changes
 * only on purpose. `node --import tsx test/api/run.ts --write` writes the list anew.
 */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const listFile = join(here, "public.txt");

/** The entry points by the name users import. */
const entries: Readonly<Record<string, string>> = {
  "cce-upgrade-workflow": "src/index.ts",
  "cce-upgrade-workflow/node": "src/node/index.ts",
  "cce-upgrade-workflow/mock": "src/mock/index.ts",
  "cce-upgrade-workflow/openapi-fetch": "src/openapiFetch/index.ts",
  "cce-upgrade-workflow/types": "src/types.ts",
};

/** A declaration as a consumer sees it: without comments, bodies and private members, on one line. */
function shownDeclaration(checker: ts.TypeChecker, declaration: ts.Declaration): string {
  if (ts.isFunctionDeclaration(declaration)) {
    const signature = checker.getSignatureFromDeclaration(declaration);
    const text = signature && checker.signatureToString(signature, declaration, ts.TypeFormatFlags.NoTruncation);
    return `function ${declaration.name?.text ?? ""}${text ?? ""}`;
  }
  if (ts.isVariableDeclaration(declaration)) {
    const type = checker.getTypeAtLocation(declaration);
    return `const ${declaration.name.getText()}: ${checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation)}`;
  }
  if (ts.isClassDeclaration(declaration)) {
    const isPublic = (member: ts.ClassElement) =>
      !(ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
    const heritage = (declaration.heritageClauses ?? []).map((clause) => clause.getText()).join(" ");
    const members = declaration.members.filter(isPublic).map((member) => {
      if (ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member)) {
        const signature = checker.getSignatureFromDeclaration(member);
        const name = ts.isMethodDeclaration(member) ? member.name.getText() : "constructor";
        return `${name}${signature ? checker.signatureToString(signature, member, ts.TypeFormatFlags.NoTruncation) : ""}`;
      }
      return member.getText().replace(/;$/, "");
    });
    return `class ${declaration.name?.text ?? ""} ${heritage} { ${members.join("; ")} }`;
  }
  const printer = ts.createPrinter({ removeComments: true });
  return printer.printNode(ts.EmitHint.Unspecified, declaration, declaration.getSourceFile());
}

function listOf(program: ts.Program, entry: string): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, entry));
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry} exports nothing.`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const [declaration] = target.declarations ?? [];
      if (declaration === undefined) return symbol.name;
      const file = relative(root, declaration.getSourceFile().fileName);
      // What the spec decides is compared as the spec is: its names are enough here.
      const text = file.startsWith("generated") ? "(generated)" : shownDeclaration(checker, declaration);
      return `${symbol.name}: ${text
        .replace(/^export /, "")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\s+/g, " ")}`;
    })
    .sort();
}

const config = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path));
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
const program = ts.createProgram(
  Object.values(entries).map((entry) => join(root, entry)),
  options,
);
const actual = Object.entries(entries)
  .map(([name, entry]) => `# ${name}\n\n${listOf(program, entry).join("\n")}\n`)
  .join("\n");

if (process.argv.includes("--write")) {
  await writeFile(listFile, actual);
  console.log("wrote test/api/public.txt");
} else {
  const expected = await readFile(listFile, "utf8").catch(() => "");
  const [before, after] = [new Set(expected.split("\n")), new Set(actual.split("\n"))];
  for (const line of before) if (!after.has(line)) console.error(`- ${line}`);
  for (const line of after) if (!before.has(line)) console.error(`+ ${line}`);
  if (expected === actual) console.log("The public names are those of test/api/public.txt.");
  else {
    console.error(
      "\nThe public names changed. If that is on purpose: node --import tsx test/api/run.ts --write, and a line in CHANGELOG.md.",
    );
    process.exitCode = 1;
  }
}
