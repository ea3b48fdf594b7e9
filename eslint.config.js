import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Files that may not import what the patterns match: the arrows between the rooms point one way. */
const forbid = (files, ignores, ...group) => ({
  files,
  ignores,
  rules: {
    "no-restricted-imports": ["error", { patterns: [{ group, message: "This import points the wrong way." }] }],
  },
});

/** What runs on Node only; the conditions in package.json lead there, and no other file of the package. */
const onNode = ["**/*.node.js", "**/nodeWire.js", "**/nodeSigner.js"];
const nodeFiles = ["src/*.node.ts", "src/transport/nodeWire.ts", "src/auth/nodeSigner.ts"];
const domain = ["**/workflow/*", "**/mock/*", "**/cli/*"];
const client = ["**/client.js", "**/options.js", "**/index.js", "**/node/*", "**/iam/*", ...domain];

/**
 * The parts of the pipeline, from what imports none of the others to what may import all: each may import only what is
 * above it, so that there are no circles.
 */
const pipeline = [
  "problems",
  "project",
  "yaml",
  "openapi",
  "prepare",
  "client",
  "types",
  "clashes",
  "spec",
  "redocly/*",
  "docs/*",
  "json",
  "outputs",
  "generate",
  "bundle",
];
/** Those who use the pipeline. */
const commands = ["**/serve/*", "**/release/*", "**/command.js", "**/verify.js"];

export default defineConfig(
  { ignores: ["dist/", "*.tmp/", "generated/", "coverage/", "node_modules/"] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] } } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
    },
  },
  { files: ["**/*.{js,mjs}"], extends: [tseslint.configs.disableTypeChecked] },
  {
    // A method of a client or a promise is passed on whole in tests; Jest's matchers are not bound either.
    files: ["test/**"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  forbid(["src/*.ts"], ["src/index.ts", ...nodeFiles], "node:*", "**/node/*", ...onNode, ...domain),
  forbid(["src/errors/**"], [], "node:*", "**/auth/*", "**/transport/*", "**/headers.js", ...client),
  forbid(["src/auth/**"], nodeFiles, "node:*", ...onNode, "**/transport/*", ...client),
  forbid(["src/transport/**"], nodeFiles, "node:*", ...onNode, ...client),
  forbid(["src/auth/nodeSigner.ts"], [], "**/transport/*", ...client),
  forbid(["src/transport/nodeWire.ts"], [], ...client),
  forbid(["src/workflow/**"], [], "node:*", "**/mock/*", "**/cli/*", "**/node/*"),
  forbid(["src/iam/**"], [], "node:*", "**/client.js", "**/node/*", ...domain),
  forbid(["src/node/**"], [], "**/client.js", ...domain),
  ...pipeline.map((part, index) => {
    const below = pipeline.slice(index + 1).map((later) => `**/${later}.js`);
    return forbid([`scripts/pipeline/${part}.ts`], [], ...below, ...commands);
  }),
  forbid(["scripts/serve/*.ts"], [], "**/release/*", "**/command.js", "**/verify.js"),
  forbid(["scripts/release/*.ts"], [], "**/serve/*", "**/command.js", "**/verify.js"),
);
