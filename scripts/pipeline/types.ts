import { createRequire } from "node:module";
import { join } from "node:path";
import type * as OpenapiTypescript from "openapi-typescript";
import type TypeScript from "typescript";
import { docComment } from "./docComment.js";
import type { OpenApiDocument, OpenApiSchema } from "./openapi.js";
import { markOpenLists, openMark } from "./openLists.js";
import { forTypes } from "./prepare.js";
import { banner, type Project } from "./project.js";
import type { Spec } from "./openapi.js";

/** The two libraries, loaded by `require`: `import` would search the nine megabytes of TypeScript for exports first. */
interface Libraries {
  readonly openapi: typeof OpenapiTypescript;
  readonly ts: typeof TypeScript;
}

function load(project: Project): Libraries {
  const require = createRequire(join(project.root, "package.json"));
  return {
    openapi: require("openapi-typescript") as typeof OpenapiTypescript,
    ts: require("typescript") as typeof TypeScript,
  };
}

/** Whether a schema's name can be that of a type beside those that the generated files have anyway. */
function isTypeName(schema: string): boolean {
  return /^[A-Z][\w$]*$/.test(schema) && !/^(Operations|Known\w+|\w+Params)$/.test(schema);
}

/** The names of the types that a part of the output refers to, such as `Record` of TypeScript. */
function referredTypes(ts: typeof TypeScript, nodes: readonly TypeScript.Node[]): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (node: TypeScript.Node): void => {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) names.add(node.typeName.text);
    ts.forEachChild(node, collect);
  };
  nodes.forEach(collect);
  return names;
}

/** What the documented values of an open list are called. */
function knownName(list: string): string {
  return `Known${list}`;
}

/** The type of a list that may grow: its values, which an editor completes, and any other text. */
function openListType(
  { ts, openapi }: Libraries,
  { enum: values = [], ...schema }: OpenApiSchema,
): TypeScript.TypeNode {
  const { factory } = ts;
  const list = schema[openMark] ?? "";
  const listed = isTypeName(list) ? [reference(ts, knownName(list))] : values.map((value) => openapi.tsLiteral(value));
  const anyText = factory.createIntersectionTypeNode([openapi.STRING, factory.createTypeLiteralNode([])]);
  return factory.createUnionTypeNode([...listed, factory.createParenthesizedType(anyText)]);
}

function reference(ts: typeof TypeScript, name: string): TypeScript.TypeNode {
  return ts.factory.createTypeReferenceNode(name);
}

/** The name of a member, without the quotes it may have. */
function nameOf(member: TypeScript.TypeElement): string {
  return member.name !== undefined && "text" in member.name ? member.name.text : "";
}

type Member = TypeScript.PropertySignature & { readonly type: TypeScript.TypeNode };

/**
 * Takes the schemas out of `components` and makes each a declaration with a name: an interface of an object, so that an
 * editor shows its name and not its fields; an alias of anything else. `components` refers to them.
 */
function nameSchemas(
  libraries: Libraries,
  components: TypeScript.InterfaceDeclaration,
  document: OpenApiDocument,
  taken: ReadonlySet<string>,
): TypeScript.Statement[] {
  const { ts, openapi } = libraries;
  const { factory } = ts;
  const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  const schemas = components.members.find((member): member is Member => nameOf(member) === "schemas");
  if (schemas === undefined || !ts.isTypeLiteralNode(schemas.type)) return [components];

  // The others are reached as `components["schemas"][…]`.
  const hasOwnName = (schema: string) => isTypeName(schema) && !taken.has(schema);

  /** `components["schemas"]["Metadata"]` as `Metadata`. */
  const shorten = <N extends TypeScript.Node>(node: N): N =>
    ts.visitEachChild(
      node,
      (child) => {
        if (ts.isIndexedAccessTypeNode(child) && ts.isLiteralTypeNode(child.indexType)) {
          const { objectType: inner, indexType } = child;
          const name = ts.isStringLiteral(indexType.literal) ? indexType.literal.text : "";
          const isSchema =
            ts.isIndexedAccessTypeNode(inner) &&
            ts.isLiteralTypeNode(inner.indexType) &&
            ts.isStringLiteral(inner.indexType.literal) &&
            inner.indexType.literal.text === "schemas";
          if (isSchema && hasOwnName(name)) return reference(ts, name);
        }
        return shorten(child);
      },
      undefined,
    );

  const declarations: TypeScript.Statement[] = [];
  const declare = (declaration: TypeScript.Statement, text: string | undefined) => {
    const comment = docComment("", [text]).trim().slice(2, -2);
    declarations.push(
      comment === ""
        ? declaration
        : ts.addSyntheticLeadingComment(declaration, ts.SyntaxKind.MultiLineCommentTrivia, comment, true),
    );
  };
  const members = schemas.type.members.map((member) => {
    const name = nameOf(member);
    const schema = document.components?.schemas?.[name] ?? {};
    if (openMark in schema && isTypeName(name)) {
      const values = factory.createUnionTypeNode((schema.enum ?? []).map((value) => openapi.tsLiteral(value)));
      const alias = factory.createTypeAliasDeclaration(exported, knownName(name), undefined, values);
      declare(alias, `The documented values of \`${name}\`, for a switch over them. The service may send others.`);
    }
    if (!hasOwnName(name)) return member;
    const { type } = shorten(member as Member);
    declare(
      ts.isTypeLiteralNode(type)
        ? factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members)
        : factory.createTypeAliasDeclaration(exported, name, undefined, type),
      schema.description,
    );
    return factory.createPropertySignature(undefined, member.name ?? name, undefined, reference(ts, name));
  });
  const named = factory.createPropertySignature(
    undefined,
    schemas.name,
    schemas.questionToken,
    factory.createTypeLiteralNode(members),
  );
  const others = components.members.filter((member) => member !== schemas);
  return [
    ...declarations,
    factory.createInterfaceDeclaration(exported, "components", undefined, undefined, [named, ...others]),
  ];
}

/** A file of declarations. It imports what it uses of the other one. */
function file(hash: string, text: string, names: readonly string[], other: string): string {
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
  const libraries = load(project);
  const { openapi, ts } = libraries;
  const marked = forTypes(markOpenLists(document));
  const ast = await openapi.default(marked as unknown as Parameters<typeof openapi.default>[0], {
    silent: true,
    alphabetize: false,
    // A request may leave out a field that has a default, and no source says that responses have it.
    defaultNonNullable: false,
    transform: (schema) => (openMark in schema ? openListType(libraries, schema as OpenApiSchema) : undefined),
  });
  const isComponents = (node: TypeScript.Node): node is TypeScript.InterfaceDeclaration =>
    ts.isInterfaceDeclaration(node) && node.name.text === "components";
  // Types that openapi-typescript declares for its own use, such as `WithRequired`, belong to whatever refers to them.
  const isHelper = (node: TypeScript.Node): node is TypeScript.TypeAliasDeclaration =>
    ts.isTypeAliasDeclaration(node) && node.modifiers === undefined;
  const helpers = ast.filter(isHelper);
  const print = (nodes: readonly TypeScript.Node[]) => {
    const referred = referredTypes(ts, nodes);
    return openapi.astToString([...nodes, ...helpers.filter(({ name }) => referred.has(name.text))]);
  };
  const taken = referredTypes(ts, ast);
  const types = ast.filter(isComponents).flatMap((node) => nameSchemas(libraries, node, marked, taken));
  const operations = ast.filter((node) => !isComponents(node) && !isHelper(node));
  return {
    types: file(hash, print(types), ["paths", "operations"], "operations"),
    operations: file(hash, print(operations), ["components"], "types"),
  };
}
