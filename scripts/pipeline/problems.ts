/** A place in a file. */
export interface Place {
  /** Path of the file, relative to the project. */
  readonly file: string;
  /** Line and column, counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Something wrong with the spec, and where. */
export interface Problem extends Place {
  readonly message: string;
  /** The rule that found it, where a linter did. */
  readonly rule?: string;
}

/** The spec cannot be used. The message lists every problem as `file:line:column reason`. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

export function formatProblem({ file, line, column, message, rule }: Problem): string {
  return `${file}:${line}:${column} ${message.trim()}${rule === undefined ? "" : ` [${rule}]`}`;
}

/** A tool of the chain failed for a reason that is not the spec. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

/** An error as a person reads it: a defect of the scripts keeps its stack trace. */
export function explain(error: unknown): string {
  if (error instanceof SpecError || error instanceof ToolError) return error.message;
  return String(error instanceof Error ? error.stack : error);
}

/** The command line was not understood, or asks for what cannot be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
