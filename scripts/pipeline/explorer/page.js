// Runs in the explorer. In JavaScript, because the scripts are not to know the types of a browser.
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { signRequest } from "../../../src/auth/sign.ts";
import { codeFor } from "../docs/code.ts";

const byId = (id) => document.getElementById(id);
const valueOf = (id) => byId(id).value.trim();
const spec = JSON.parse(byId("document").textContent);

// Only a port, so that no link can send a reader's token elsewhere.
const port = /^\d{1,5}$/.exec(new URLSearchParams(location.search).get("mock-port") ?? "")?.[0];
if (port !== undefined) spec.servers[0].url = `http://127.0.0.1:${port}`;

/** Adds the credentials of the form to a request. They are read from its fields each time and kept nowhere. */
async function authorize(request) {
  if (!("method" in request) || request.loadSpec) return request;
  request.headers = Object.fromEntries(Object.entries(request.headers).filter(([, value]) => value !== ""));
  if (byId("use-token").checked) {
    request.headers["X-Auth-Token"] = valueOf("token");
    return request;
  }
  const securityToken = valueOf("security-token");
  const credentials = {
    accessKey: valueOf("access-key"),
    secretKey: valueOf("secret-key"),
    ...(securityToken !== "" && { securityToken }),
  };
  const { method, url, body } = request;
  const signed = await signRequest(
    { method, url, headers: request.headers, ...(body && { body }) },
    credentials,
    new Date(),
  );
  Object.assign(request.headers, signed.headers);
  return request;
}

/** The call as it is filled in now. */
function callOf({ specSelectors, oas3Selectors }, path, method) {
  const operation = spec.paths[path][method];
  const values = specSelectors.parameterValues([path, method]).toJS();
  const parameters = operation.parameters.flatMap(({ name, in: place }) => {
    const value = values[`${place}.${name}`];
    return name === "Prefer" || value === undefined || value === "" ? [] : [{ name, in: place, from: { value } }];
  });
  const text = oas3Selectors.requestBodyValue(path, method);
  let body;
  try {
    body = typeof text === "string" ? JSON.parse(text) : operation["x-example-body"];
  } catch {
    body = text;
  }
  const endpoint = { value: oas3Selectors.serverEffectiveValue(oas3Selectors.selectedServer()) };
  const { operationId, "x-body-type": bodyType } = operation;
  return { operationId, method, path, endpoint, parameters, ...(body !== undefined && { body, bodyType }) };
}

/** Shows the code above the button that sends the request. */
const codePlugin = (system) => {
  const { createElement, useEffect, useReducer, useState } = system.React;
  const Code = ({ path, method }) => {
    const [, update] = useReducer((count) => count + 1, 0);
    const [chosen, choose] = useState(0);
    useEffect(() => system.getSystem().getStore().subscribe(update), []);
    const samples = codeFor(callOf(system.getSystem(), path, method));
    const tabs = samples.map(({ label }, index) =>
      createElement(
        "button",
        { key: label, type: "button", "aria-pressed": index === chosen, onClick: () => choose(index) },
        label,
      ),
    );
    return createElement(
      "section",
      { className: "code", "aria-label": "The request as code" },
      createElement("div", null, tabs),
      createElement("pre", { tabIndex: 0 }, samples[chosen].source),
    );
  };
  return {
    wrapComponents: {
      execute: (Original) => (props) =>
        createElement("div", { className: "send" }, createElement(Code, props), createElement(Original, props)),
    },
  };
};

for (const radio of ["use-token", "use-key"]) {
  byId(radio).addEventListener("change", () => {
    byId("key-fields").hidden = byId("use-token").checked;
    byId("token-fields").hidden = !byId("use-token").checked;
  });
}

SwaggerUI({
  spec,
  domNode: byId("explorer"),
  presets: [SwaggerUI.presets.apis],
  plugins: [codePlugin],
  docExpansion: "list",
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  validatorUrl: null,
  showMutatedRequest: false,
  requestInterceptor: authorize,
});
