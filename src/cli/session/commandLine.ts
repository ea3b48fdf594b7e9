import { quote } from "../terminal/text.js";
import type { TargetOptions } from "./options.js";

function word(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : quote(text);
}

/** A command to type for the same cluster, with the options that led to it. The token is not in it. */
export function commandLine(name: string, options: TargetOptions, ...more: readonly string[]): string {
  const given = [
    ["--cluster", options.cluster],
    ["--workflow", options.workflow],
    ["--region", options.region],
    ["--endpoint", options.endpoint],
    ["--project", options.project],
    ["--iam-endpoint", options.iamEndpoint],
  ] as const;
  return [
    `cce-upgrade ${name}`,
    ...given.flatMap(([option, value]) => (value === undefined ? [] : [`${option} ${word(value)}`])),
    ...(options.autopilot === true ? ["--autopilot"] : []),
    ...more.map(word),
  ].join(" ");
}
