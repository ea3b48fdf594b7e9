/**
 * A doc comment at an indent; nothing where there is nothing to say. Without tags such as `@see` and `{@link}`: a compiler
 * takes apart the comments that have them, which costs it more than the types.
 */
export function docComment(indent: string, parts: readonly (string | undefined)[]): string {
  const text = parts
    .filter((part): part is string => part !== undefined && part.trim() !== "")
    .map((part) => part.trim())
    .join("\n\n")
    .replaceAll("*/", "*\\/");
  if (text === "") return "";
  const lines = text.split("\n");
  if (lines.length === 1) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}
