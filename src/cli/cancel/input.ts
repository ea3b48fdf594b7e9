import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { isObject, parseJson } from "../../base/fields.js";
import { isId } from "../session/arguments.js";
import { UsageError } from "../session/failure.js";
import { oneLine } from "../terminal/text.js";

/** A row of a file with workflows. */
export interface InputRow {
  /** The line of the file, from 1. */
  readonly line: number;
  readonly cluster_id: string;
  /** Missing for the current workflow of the cluster. */
  readonly upgrade_workflow_id: string | undefined;
  /** Missing for the project of the command. */
  readonly project_id: string | undefined;
  /** Missing if the command decides. */
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

/** Enough for a file that a person wrote; a file of another kind has thousands. */
const shownProblems = 100;

/** Collects what is wrong in a file, so that one run shows all of it. */
export class Problems {
  private readonly found: { readonly line: number; readonly text: string }[] = [];

  constructor(private readonly file: string) {}

  add(line: number, what: string, separator = ": "): void {
    this.found.push({ line, text: `line ${line}${separator}${what}` });
  }

  /** @throws UsageError with the problems by line. */
  throwIfAny(): void {
    if (this.found.length === 0) return;
    const texts = this.found.sort((one, other) => one.line - other.line).map(({ text }) => text);
    const more = texts.length - shownProblems;
    const listed = texts.slice(0, shownProblems).join("; ") + (more > 0 ? `; and ${more} more` : "");
    throw new UsageError(`${this.file} is not valid, nothing was sent: ${listed}.`);
  }
}

/**
 * Checks the names of fields as written in the file. With a misspelt `upgrade_workflow_id`, or an empty second one, the
 * current workflow would be cancelled instead.
 */
function checkNames(line: number, names: readonly string[], problems: Problems): void {
  for (const name of new Set(names)) {
    const shown = JSON.stringify(oneLine(name));
    if (!columns.includes(name)) problems.add(line, `there is no column ${shown} (known: ${columns.join(", ")})`);
    if (names.indexOf(name) !== names.lastIndexOf(name)) problems.add(line, `the column ${shown} is given twice`);
  }
}

function parseCsv(text: string, problems: Problems): RawRow[] {
  // As lists: as objects, the last of two columns with one name would win unnoticed.
  const records = parse(text, {
    info: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (error) => {
      if (error) problems.add(Number(error["lines"]), oneLine(error.message));
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const [header, ...rows] = records;
  if (header === undefined) return [];
  const { record: names, info } = header;
  checkNames(info.lines, names, problems);
  if (!names.includes("cluster_id")) {
    problems.add(info.lines, "there is no column cluster_id");
    return [];
  }
  return rows.flatMap(({ record, info: { lines: line } }) => {
    if (record.length === names.length) {
      return [{ line, fields: Object.fromEntries(names.map((name, index) => [name, record[index]])) }];
    }
    problems.add(
      line,
      `has ${record.length} ${record.length === 1 ? "field" : "fields"}, the header ${names.length}`,
      " ",
    );
    return [];
  });
}

/** The names of the fields of a JSON object as written, duplicates included. `text` is valid JSON. */
function namesIn(text: string): string[] {
  let depth = 0;
  const names: string[] = [];
  for (const [token, name] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (name !== undefined && depth === 1) names.push(JSON.parse(name) as string);
  }
  return names;
}

function parseJsonLines(text: string, problems: Problems): RawRow[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    if (content.trim() === "") return [];
    const line = index + 1;
    const fields = parseJson(content);
    if (!isObject(fields)) {
      problems.add(line, "not a JSON object");
      return [];
    }
    checkNames(line, namesIn(content), problems);
    return [{ line, fields }];
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
 * Parses a file with workflows: CSV with a line of column names, or a JSON object on each line. Checks all of it.
 *
 * @throws UsageError naming each wrong line.
 */
export function parseRows(file: string, text: string): InputRow[] {
  const problems = new Problems(file);
  const content = text.replace(/^\uFEFF/, "");
  const raw = content.trimStart().startsWith("{") ? parseJsonLines(content, problems) : parseCsv(content, problems);
  const rows = raw.map((row) => checkRow(row, problems));
  problems.throwIfAny();
  if (rows.length === 0) throw new UsageError(`${file} has no rows.`);
  return rows;
}

/**
 * Reads and parses a file with workflows, see {@link parseRows}.
 *
 * @throws UsageError
 */
export function readRows(file: string): InputRow[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseRows(file, text);
}
