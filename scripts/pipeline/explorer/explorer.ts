import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { mockScenarios } from "../../../src/mock/service/scenarios.js";
import {
  exampleOf,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
  operationsOf,
  resolve,
  type Spec,
} from "../openapi.js";
import { forReaders } from "../prepare.js";
import type { Project } from "../project.js";

/** The page, below `generated/`. */
export const explorerFile = "docs/explorer.html";

/** The parameter whose values may be reserved IDs of the mock. */
const reservedParameter = "upgrade_workflow_id";

function withReservedIds(parameter: OpenApiParameter): OpenApiParameter {
  if (parameter.name !== reservedParameter) return parameter;
  const { example, ...rest } = parameter;
  const scenarios = mockScenarios.map(
    ({ name, workflowId, status, description }) =>
      [name, { summary: `${name}: ${status}. ${description}`, value: workflowId }] as const,
  );
  return {
    ...rest,
    examples: { usual: { summary: "The usual response", value: example }, ...Object.fromEntries(scenarios) },
  };
}

/** The header by which the mock is asked for a certain response, with every one that is declared. */
function prefer(document: OpenApiDocument, { responses }: OpenApiOperation): OpenApiParameter {
  const declared = Object.entries(responses).flatMap(([status, response]) => {
    const names = Object.values(resolve(document, response).content ?? {}).flatMap(({ examples = {} }) =>
      Object.keys(examples),
    );
    const values = names.length > 0 ? names.map((name) => `code=${status}, example=${name}`) : [`code=${status}`];
    return values.map((value) => [value.replaceAll(/\W+/g, "-"), { summary: value, value }] as const);
  });
  return {
    name: "Prefer",
    in: "header",
    description: "For the mock only: which of the declared responses it sends.",
    schema: { type: "string" },
    examples: { usual: { summary: "The usual response", value: "" }, ...Object.fromEntries(declared) },
  };
}

/** The document of the explorer: the mock first, credentials left to the page, choices of the mock as examples. */
export function explorerDocument(source: OpenApiDocument): object {
  const document = forReaders(source);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, operation, parameters } of operationsOf(document)) {
    const media = operation.requestBody && resolve(document, operation.requestBody).content["application/json"];
    (paths[path] ??= {})[method] = {
      ...operation,
      security: [],
      parameters: [...parameters.map(withReservedIds), prefer(document, operation)],
      ...(media && {
        "x-example-body": exampleOf(document, media),
        "x-body-type": media.schema && "$ref" in media.schema ? media.schema.$ref.split("/").at(-1) : undefined,
      }),
    };
  }
  const isMock = ({ url }: { readonly url: string }) => new URL(url.replaceAll(/[{}]/g, "")).hostname === "127.0.0.1";
  const servers = document.servers ?? [];
  const mock = servers.find(isMock) ?? { url: "http://127.0.0.1:4010", description: "The mock" };
  return {
    ...document,
    // The page has its own form for them.
    security: [],
    info: { title: `${document.info.title}: explorer`, version: document.info.version },
    servers: [mock, ...servers.filter((server) => !isMock(server))],
    paths,
    components: { ...document.components, securitySchemes: {} },
  };
}

const style = `
    body { margin: 0; background: #fff; color: #23262e; font: 14px/1.5 system-ui, sans-serif; }
    header, form { max-width: 1420px; margin: 0 auto; padding: 12px 20px; box-sizing: border-box; }
    header a { color: #1559c7; }
    fieldset { border: 1px solid #8a94a6; border-radius: 6px; display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: end; }
    fieldset input:not([type="radio"]) { display: block; font: 13px monospace; padding: 4px 8px; width: 260px; max-width: 80vw; box-sizing: border-box; }
    #key-fields:not([hidden]), #token-fields:not([hidden]) { display: flex; flex-wrap: wrap; gap: 8px 20px; }
    .code { text-align: left; }
    .code button { font: 12px system-ui, sans-serif; padding: 4px 10px; margin: 0 4px 4px 0; border: 1px solid #8a94a6;
      border-radius: 4px; background: #fff; color: #23262e; cursor: pointer; }
    .code button[aria-pressed="true"] { background: #1559c7; color: #fff; }
    .code pre { overflow: auto; max-height: 340px; padding: 12px; border-radius: 6px; background: #1c2430; color: #e9edf5; font: 12px/1.5 monospace; }
    .send { width: 100%; padding: 20px; box-sizing: border-box; }
    .curl-command, .information-container { display: none !important; }
    @media (prefers-color-scheme: dark) {
      body { background: #16181d; color: #dfe3ea; }
      header a { color: #8ab8ff; }
      #explorer { background: #fff; }
    }`;

/** Builds the explorer: one file that needs nothing from any host. */
export async function renderExplorer(project: Project, spec: Spec): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(project.root, "scripts", "pipeline", "explorer", "page.js")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  const css = readFileSync(
    createRequire(join(project.root, "package.json")).resolve("swagger-ui-dist/swagger-ui.css"),
    "utf8",
  );
  const data = JSON.stringify(explorerDocument(spec.document)).replaceAll("<", String.raw`\u003c`);
  return `<!DOCTYPE html>
<html lang="en">

<head>
  <meta charset="utf-8">
  <meta name="generated-from" content="spec/openapi.yaml sha256 ${spec.hash}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="referrer" content="no-referrer">
  <title>API explorer: ${spec.document.info.title}</title>
  <link rel="icon" href="data:,">
  <style>${css.replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, "")}${style}
  </style>
</head>

<body>
  <header>
    <h1>API explorer</h1>
    <p><a href="index.html">Documentation</a> · <a href="zh.html" lang="zh-Hans">简体中文文档</a></p>
    <p>Requests go to the mock unless you choose another server below. Whether the service's own endpoints allow requests
      from a page of another origin is not known: a browser may block them, which shows as "Failed to fetch". Requests to
      them have real effects.</p>
  </header>
  <form id="credentials" autocomplete="off" onsubmit="return false">
    <fieldset>
      <legend>Credentials, kept in this page's memory only</legend>
      <label><input type="radio" name="kind" id="use-token" checked> Token</label>
      <label><input type="radio" name="kind" id="use-key"> Access key (AK/SK)</label>
      <div id="token-fields"><label>Token <input id="token" type="password" autocomplete="off" value="any-token"></label></div>
      <div id="key-fields" hidden>
        <label>Access key <input id="access-key" autocomplete="off"></label>
        <label>Secret key <input id="secret-key" type="password" autocomplete="off"></label>
        <label>Security token, for temporary keys <input id="security-token" type="password" autocomplete="off"></label>
      </div>
    </fieldset>
  </form>
  <div id="explorer"></div>
  <script type="application/json" id="document">${data}</script>
  <script>${outputFiles[0]?.text ?? ""}</script>
</body>

</html>
`;
}
