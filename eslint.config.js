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
const nodeFiles = ["src/**/*.node.ts", "src/transport/nodeWire.ts", "src/auth/nodeSigner.ts"];

/**
 * The rooms of the package, from the ground floor up: each may import only from those before it, so that there are no
 * circles.
 */
const rooms = [
  "base",
  "auth",
  "transport",
  "client",
  "openapiFetch",
  "iam",
  "workflow",
  "node",
  "mock/engine",
  "mock/service",
  "mock",
  "cli/terminal",
  "cli/session",
  "cli/doctor",
  "cli/cancel",
  "cli/act",
  "cli/commands",
];
const runsEverywhere = (room) => rooms.indexOf(room) < rooms.indexOf("node");

/** What a room may not import: those above it, by their innermost folder, as relative imports may not name the outer. */
const above = (room) => {
  const later = rooms.slice(rooms.indexOf(room) + 1).map((name) => `**/${name.split("/").at(-1)}/*.js`);
  return ["**/index.js", ...later, ...(room.includes("/") ? ["../*.js"] : [])];
};

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
  "operationRefusals",
  "spec",
  "redocly/*",
  "docs/*",
  "findings",
  "json",
  "outputs",
  "generate",
  "validators",
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
  // The recipe for Jest, whose own modules are CommonJS.
  { files: ["test/recipes/jest/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    // A method of a client or a promise is passed on whole in tests; Jest's matchers are not bound either.
    files: ["test/**"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  forbid(["src/index.ts"], [], "node:*", ...onNode, "**/node/*", "**/mock/*", "**/cli/**"),
  ...rooms.map((room) => forbid([`src/${room}/*.ts`], ["src/*/index.node.ts"], ...above(room))),
  ...rooms
    .filter(runsEverywhere)
    .map((room) => forbid([`src/${room}/*.ts`], nodeFiles, "node:*", ...onNode, ...above(room))),
  ...pipeline.map((part, index) => {
    const below = pipeline.slice(index + 1).map((later) => `**/${later}.js`);
    return forbid([`scripts/pipeline/${part}.ts`], [], ...below, ...commands);
  }),
  forbid(["scripts/serve/*.ts"], [], "**/release/*", "**/command.js", "**/verify.js"),
  forbid(["scripts/release/*.ts"], [], "**/serve/*", "**/command.js", "**/verify.js"),
);
