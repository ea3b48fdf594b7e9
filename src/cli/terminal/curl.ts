import { redactHeaders } from "../../base/redact.js";
import { quote } from "./text.js";

/** A request as it would be sent. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** `x-auth-token` as `X-Auth-Token`, the spelling that people know. */
function headerName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** A request as a curl command, without its secrets. */
export function drawCurl({ method, url, headers, body }: ShownRequest): string {
  const shown = Object.entries(redactHeaders(headers))
    .filter(([name]) => name !== "user-agent")
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    `curl -X ${method} ${quote(url)}`,
    ...shown.map(([name, value]) => `-H ${quote(`${headerName(name)}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data ${quote(body)}`]),
  ].join(" \\\n  ");
}
