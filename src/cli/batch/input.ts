import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { isId } from "../arguments.js";
import { UsageError } from "../failure.js";
import { oneLine } from "../render/text.js";

/** A row of a file of workflows. */
export interface InputRow {
  /** The line of the file, from 1. */
  readonly line: number;
  readonly cluster_id: string;
  /** Missing where the current workflow of the cluster is meant. */
  readonly upgrade_workflow_id: string | undefined;
  /** Missing where the project of the command is meant. */
  readonly project_id: string | undefined;
  /** Missing where the command decides. */
  readonly autopilot: boolean | undefined;
}

interface RawRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

const columns = ["cluster_id", "upgrade_workflow_id", "project_id", "autopilot"];
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  "1": true,
  false: false,
  no: false,
  "0": false,
};
const shownProblems = 5;

/** Collects what is wrong in a file, so that one run tells it all. */
class Problems {
  private readonly found: string[] = [];

  constructor(private readonly file: string) {}

  add(line: number, what: string): void {
    this.found.push(`line ${line}: ${what}`);
  }

  throwIfAny(): void {
    if (this.found.length === 0) return;
    const more = this.found.length - shownProblems;
    const listed = this.found.slice(0, shownProblems).join("; ") + (more > 0 ? `; and ${more} more` : "");
    throw new UsageError(`${this.file} is not valid, nothing was sent: ${listed}.`);
  }
}

function parseCsv(file: string, text: string): RawRow[] {
  try {
    const records = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true, trim: true });
    return (records as unknown as { record: Record<string, unknown>; info: { lines: number } }[]).map(
      ({ record, info }) => ({ line: info.lines, fields: record }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${file} is not valid, nothing was sent: ${oneLine(error.message)}.`);
  }
}

function parseJsonLines(text: string, problems: Problems): RawRow[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    if (content.trim() === "") return [];
    const line = index + 1;
    try {
      const fields: unknown = JSON.parse(content);
      if (typeof fields === "object" && fields !== null && !Array.isArray(fields)) {
        return [{ line, fields: fields as Record<string, unknown> }];
      }
    } catch {
      // Told below.
    }
    problems.add(line, "not a JSON object");
    return [];
  });
}

function readId(row: RawRow, name: string, problems: Problems): string | undefined {
  const value = row.fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" && isId(value)) return value;
  problems.add(row.line, `${name} is no ID (letters, digits, - and _)`);
  return undefined;
}

function readAutopilot(row: RawRow, problems: Problems): boolean | undefined {
  const value = row.fields["autopilot"];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "boolean") return value;
  const name = typeof value === "string" ? value.toLowerCase() : "";
  if (Object.hasOwn(truths, name)) return truths[name];
  problems.add(row.line, "autopilot is neither true nor false");
  return undefined;
}

function checkRow(row: RawRow, problems: Problems): InputRow {
  // A misspelt upgrade_workflow_id would make the current workflow be meant.
  for (const name of Object.keys(row.fields)) {
    if (!columns.includes(name)) {
      problems.add(row.line, `there is no column ${JSON.stringify(oneLine(name))} (known: ${columns.join(", ")})`);
    }
  }
  const cluster = row.fields["cluster_id"];
  if (cluster === undefined || cluster === null || cluster === "") problems.add(row.line, "cluster_id is missing");
  return {
    line: row.line,
    cluster_id: readId(row, "cluster_id", problems) ?? "",
    upgrade_workflow_id: readId(row, "upgrade_workflow_id", problems),
    project_id: readId(row, "project_id", problems),
    autopilot: readAutopilot(row, problems),
  };
}

/**
 * Reads a file of workflows: CSV with a line of column names, or a JSON object on each line. The whole file is checked.
 *
 * @throws UsageError which names each line that is wrong.
 */
export function readRows(file: string): InputRow[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const problems = new Problems(file);
  const isJson = text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .startsWith("{");
  const raw = isJson ? parseJsonLines(text.replace(/^\uFEFF/, ""), problems) : parseCsv(file, text);
  const rows = raw.map((row) => checkRow(row, problems));
  problems.throwIfAny();
  if (rows.length === 0) throw new UsageError(`${file} has no rows.`);
  return rows;
}
