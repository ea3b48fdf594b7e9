import { createHash } from "node:crypto";
import { join, relative, sep } from "node:path";

/** Where things are in a project, given its root. */
export interface Project {
  readonly root: string;
  /** The one hand-written source of truth. */
  readonly spec: string;
  /** Lint rules of the spec. */
  readonly lintConfig: string;
  /** Where everything made from the spec goes. */
  readonly generated: string;
}

export function projectAt(root: string): Project {
  return {
    root,
    spec: join(root, "spec", "openapi.yaml"),
    lintConfig: join(root, "spec", "redocly.yaml"),
    generated: join(root, "generated"),
  };
}

/** A path as messages show it: relative to the project, with slashes. */
export function shown(project: Project, path: string): string {
  return relative(project.root, path).split(sep).join("/");
}

/** SHA-256 of a text with its line ends as LF, so that a checkout on Windows has the same hash. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}

/** The two lines every generated TypeScript file starts with. */
export function banner(specHash: string): string {
  return `// Generated from spec/openapi.yaml by "npm run generate". Do not edit: change the spec and generate again.\n// spec sha256: ${specHash}\n`;
}
