/** The path of the packed package, which `npm run verify` passes to the gates that try it. */
export function packedPackage(): string {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error("Name the packed package, or run this by: npm run verify -- <gate>");
  return file;
}
