import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { main, readArguments } from "./command.js";
import { readTranslations } from "./pipeline/docs/translations.js";
import { formatProblem, ToolError } from "./pipeline/problems.js";
import { classifySpecChanges, runTestsOf } from "./release/lastRelease.js";
import { run } from "./release/run.js";
import { changelogOf, lastRelease, releaseProblems } from "./release/versions.js";

await main(async (project) => {
  const { root } = project;
  const { "skip-gates": skipGates } = readArguments("npm run release -- [--skip-gates]", [], ["skip-gates"]);
  const read = (path: string) => readFile(join(root, path), "utf8");
  const files = {
    packageJson: await read("package.json"),
    spec: await read("spec/openapi.yaml"),
    changelog: await read("CHANGELOG.md"),
    versionSource: await read("src/version.ts"),
  };
  const versions = {
    package: (JSON.parse(files.packageJson) as { version: string }).version,
    spec: (parse(files.spec) as { info: { version: string } }).info.version,
  };
  const tags = (await run(root, "git", "tag", "--list", "v*")).split("\n").filter(Boolean);
  const problems = releaseProblems(files, versions, tags);
  if ((await run(root, "git", "status", "--porcelain")) !== "")
    problems.push("There are changes that are not committed.");
  problems.push(...readTranslations(project).unfinished.map(formatProblem));
  if (problems.length > 0) throw new ToolError(problems.join("\n"));

  const last = lastRelease(tags);
  if (last === undefined) console.log("There is no release yet (no tag v1.2.3): nothing to compare with.");
  else {
    const { accepted, report } = await classifySpecChanges(root, last);
    console.log(`Changes of the spec since ${last}:\n${report === "" ? "none" : report}\n`);
    if (!accepted) throw new ToolError(`The version of the spec (${versions.spec}) does not match its changes.`);
  }
  if (!skipGates) {
    console.log("npm run verify, which takes minutes");
    await run(root, "npm", "run", "--silent", "verify");
    await run(root, "npm", "run", "--silent", "build");
    if (last !== undefined) {
      console.log(`The tests of ${last} against this code`);
      await runTestsOf(root, last);
    }
  }
  const manifest = JSON.parse(files.packageJson) as Readonly<Record<string, unknown>>;
  const unnamed = ["repository", "bugs", "homepage"].filter((field) => manifest[field] === undefined);
  const packed = await run(root, "npm", "pack", "--dry-run", "--ignore-scripts", "--json", "--silent");
  const [tarball] = JSON.parse(packed) as [{ filename: string; size: number; files: { path: string }[] }];
  const { filename, size, files: contents } = tarball;
  console.log(
    [
      "",
      `Would publish cce-upgrade-workflow ${versions.package} (contract ${versions.spec}):`,
      `${filename}, ${Math.round(size / 1024)} kB, ${contents.length} files`,
      "",
      changelogOf(files.changelog, versions.package),
      "",
      ...(unnamed.length === 0 ? [] : [`package.json lacks what only the owner knows: ${unnamed.join(", ")}`, ""]),
      "To publish:",
      `  git tag v${versions.package} && git push --tags`,
      "  npm publish --provenance",
    ].join("\n"),
  );
});
