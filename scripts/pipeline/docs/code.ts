import { exampleOf, type OpenApiDocument, type PlacedOperation, resolve } from "../openapi.js";

/** A value in code: known, or read from an environment variable. */
export type CodeValue = { readonly value: unknown } | { readonly variable: string };

/** A call that is shown as code. It never holds credentials: code reads those from the environment. */
export interface Call {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** The origin of the API. */
  readonly endpoint: CodeValue;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly from: CodeValue }[];
  readonly body?: unknown;
  /** The name of the schema of the body, which is also that of the vendor's class. */
  readonly bodyType?: string;
}

/** The same call in one language. */
export interface Code {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

type Render = (call: Call) => string;

const quoted = (text: unknown) => JSON.stringify(String(text));

function words(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

const pascal = (name: string) =>
  words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
const camel = (name: string) => pascal(name).replace(/^./, (first) => first.toLowerCase());
const snake = (name: string) => words(name).join("_").toLowerCase();

/** The environment variable of a parameter. */
function variableFor(name: string): string {
  return `CCE_${snake(name).toUpperCase()}`;
}

function indented(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}

function json(value: unknown, by = ""): string {
  return indented(JSON.stringify(value, null, 2), by);
}

/** The parameters the vendor's SDKs take in a request; the project belongs to their credentials. */
const ofRequest = ({ parameters }: Call) => parameters.filter(({ name }) => name !== "project_id");
const project = ({ parameters }: Call): CodeValue =>
  parameters.find(({ name }) => name === "project_id")?.from ?? { variable: variableFor("project_id") };

const typeScript: Render = (call) => {
  const read = (from: CodeValue) =>
    "variable" in from ? `process.env[${quoted(from.variable)}] ?? ""` : JSON.stringify(from.value);
  const values = [
    ...call.parameters.map(
      ({ name, from }) => `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${read(from)},`,
    ),
    ...(call.body === undefined ? [] : [`body: ${json(call.body, "  ")},`]),
  ];
  return `import { createCceClient } from "cce-upgrade-workflow";

const cce = createCceClient({
  endpoint: ${read(call.endpoint)},
  credentials: { token: process.env["CCE_TOKEN"] ?? "" },
});

const result = await cce.${call.operationId}({
  ${values.join("\n  ")}
});
console.log(result);
`;
};

/** A text for a shell, of parts that are texts or variables. */
function shellText(parts: readonly CodeValue[]): string {
  let text = "";
  let known = "";
  const flush = () => {
    if (known !== "") text += `'${known.replaceAll("'", String.raw`'\''`)}'`;
    known = "";
  };
  for (const part of parts) {
    if ("value" in part) known += String(part.value);
    else {
      flush();
      text += `"$${part.variable}"`;
    }
  }
  flush();
  return text;
}

const curl: Render = ({ method, path, endpoint, parameters, body }) => {
  const encoded = (from: CodeValue): CodeValue =>
    "value" in from ? { value: encodeURIComponent(String(from.value)) } : from;
  const literal = (value: string): CodeValue => ({ value });
  const inPlace = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const address = path.split(/(\{[^}]+\})/).map((part) => {
    const parameter = inPlace("path").find(({ name }) => `{${name}}` === part);
    return parameter ? encoded(parameter.from) : literal(part);
  });
  const query = inPlace("query").flatMap(({ name, from }, index) => [
    literal(`${index === 0 ? "?" : "&"}${encodeURIComponent(name)}=`),
    encoded(from),
  ]);
  const headers = inPlace("header").map(({ name, from }) => `--header ${shellText([literal(`${name}: `), from])}`);
  const content = ["--header 'Content-Type: application/json'", `--data ${shellText([literal(JSON.stringify(body))])}`];
  const lines = [
    `curl --silent --show-error --fail-with-body --request ${method.toUpperCase()}`,
    shellText([endpoint, ...address, ...query]),
    '--header "X-Auth-Token: $CCE_TOKEN"',
    ...headers,
    ...(body === undefined ? [] : content),
  ];
  return `${lines.join(" \\\n  ")}\n`;
};

const java: Render = (call) => {
  const read = (from: CodeValue) =>
    "variable" in from ? `System.getenv(${quoted(from.variable)})` : quoted(from.value);
  const name = pascal(call.operationId);
  const setters = [
    ...ofRequest(call).map((parameter) => `.with${pascal(parameter.name)}(${read(parameter.from)})`),
    ...(call.body === undefined
      ? []
      : [`.withBody(JsonUtils.toObject(${quoted(JSON.stringify(call.body))}, ${call.bodyType ?? "Object"}.class))`]),
  ];
  return `import com.huaweicloud.sdk.cce.v3.CceClient;
import com.huaweicloud.sdk.cce.v3.model.*;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.utils.JsonUtils;

class Call {
    public static void main(String[] args) {
        CceClient client = CceClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(System.getenv("HUAWEICLOUD_SDK_AK"))
                        .withSk(System.getenv("HUAWEICLOUD_SDK_SK"))
                        .withProjectId(${read(project(call))}))
                .withEndpoint(${read(call.endpoint)})
                .build();
        ${name}Request request = new ${name}Request()${setters.map((setter) => `\n                ${setter}`).join("")};
        System.out.println(client.${camel(call.operationId)}(request));
    }
}
`;
};

const python: Render = (call) => {
  const read = (from: CodeValue) => ("variable" in from ? `os.environ[${quoted(from.variable)}]` : quoted(from.value));
  const name = pascal(call.operationId);
  const values = [
    ...ofRequest(call).map((parameter) => `${snake(parameter.name)}=${read(parameter.from)},`),
    ...(call.body === undefined ? [] : [`body=json.loads(${quoted(JSON.stringify(call.body))}),`]),
  ];
  return `import json
import os

from huaweicloudsdkcce.v3 import CceClient, ${name}Request
from huaweicloudsdkcore.auth.credentials import BasicCredentials

client = (
    CceClient.new_builder()
    .with_credentials(
        BasicCredentials(
            os.environ["HUAWEICLOUD_SDK_AK"],
            os.environ["HUAWEICLOUD_SDK_SK"],
            ${read(project(call))},
        )
    )
    .with_endpoint(${read(call.endpoint)})
    .build()
)

request = ${name}Request(
    ${values.join("\n    ")}
)
print(client.${snake(call.operationId)}(request))
`;
};

const go: Render = (call) => {
  const read = (from: CodeValue) => ("variable" in from ? `os.Getenv(${quoted(from.variable)})` : quoted(from.value));
  const name = pascal(call.operationId);
  const fields = [
    ...ofRequest(call).map((parameter) => `${pascal(parameter.name)}: ${read(parameter.from)},`),
    ...(call.body === undefined ? [] : ["Body: body,"]),
  ];
  const body =
    call.body === undefined
      ? ""
      : `
	body := &model.${call.bodyType ?? ""}{}
	if err := json.Unmarshal([]byte(${quoted(JSON.stringify(call.body))}), body); err != nil {
		panic(err)
	}`;
  return `package main

import (${call.body === undefined ? "" : '\n\t"encoding/json"'}
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	cce "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cce/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cce/v3/model"
)

func main() {
	credentials := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("HUAWEICLOUD_SDK_AK")).
		WithSk(os.Getenv("HUAWEICLOUD_SDK_SK")).
		WithProjectId(${read(project(call))}).
		Build()
	client := cce.NewCceClient(cce.CceClientBuilder().
		WithEndpoint(${read(call.endpoint)}).
		WithCredential(credentials).
		Build())
${body}
	response, err := client.${name}(&model.${name}Request{
		${fields.join("\n\t\t")}
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(response)
}
`;
};

const languages: readonly (readonly [lang: string, label: string, render: Render])[] = [
  ["TypeScript", "TypeScript (this client)", typeScript],
  ["Shell", "curl, with a token", curl],
  ["Java", "Java (vendor's SDK)", java],
  ["Python", "Python (vendor's SDK)", python],
  ["Go", "Go (vendor's SDK)", go],
];

/** A call in every language. */
export function codeFor(call: Call): readonly Code[] {
  return languages.map(([lang, label, render]) => ({ lang, label, source: render(call) }));
}

/** The example call of an operation, whose parameters and endpoint come from the environment. */
export function callOf(document: OpenApiDocument, { path, method, operation, parameters }: PlacedOperation): Call {
  const media = operation.requestBody && resolve(document, operation.requestBody).content["application/json"];
  const schema = media?.schema;
  return {
    operationId: operation.operationId ?? "",
    method,
    path,
    endpoint: { variable: "CCE_ENDPOINT" },
    parameters: parameters
      .filter(({ required }) => required === true)
      .map(({ name, in: place }) => ({ name, in: place, from: { variable: variableFor(name) } })),
    ...(media && { body: exampleOf(document, media) }),
    ...(schema && "$ref" in schema && { bodyType: schema.$ref.split("/").at(-1) ?? "" }),
  };
}
