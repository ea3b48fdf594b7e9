import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import {
  type CceEvent,
  type Credentials,
  type CceError,
  isCceApiError,
  isCceConfigError,
  isCceError,
} from "../../src/index.js";
import { cancel, cancelledText, clientOf, failureOf, timedClient } from "../helpers/calls.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

const token = "MIIToken/with+all=kinds.of-text_0123456789";
const keys = {
  accessKey: "AKIDEXAMPLE0123456789",
  secretKey: "SKexample/with+all=kinds",
  securityToken: "STexample/with+all=kinds",
};

/** Every way in which an error, an event or a client may end up in a log. */
function everyView(value: unknown): string {
  const texts = [
    inspect(value, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
  ];
  for (let error: unknown = value; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? "", inspect(error, { depth: null }));
  }
  return texts.join("\n");
}

/** What must be in none of them: the values, and what of them would be left by a careless cut. */
function expectNoSecrets(value: unknown, credentials: Credentials): void {
  const text = everyView(value);
  const values = Object.values(credentials as unknown as Record<string, unknown>);
  for (const secret of values.flatMap((each) => (typeof each === "function" ? [token] : [String(each)]))) {
    expect(text).not.toContain(secret);
    expect(text.toLowerCase()).not.toContain(encodeURIComponent(secret).toLowerCase());
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"));
  }
  expect(text).not.toMatch(/Signature=[0-9a-f]/);
  expect(text).not.toMatch(/\b[0-9a-f]{64}\b/);
}

const kinds: readonly [string, Credentials][] = [
  ["a token", { token }],
  ["a token from a function", { token: () => token }],
  ["an access key", { accessKey: keys.accessKey, secretKey: keys.secretKey }],
  ["a temporary access key", keys],
];

function echoed({ headers }: IncomingMessage): string {
  return [headers["x-auth-token"], headers.authorization, headers["x-security-token"]].filter(Boolean).join(" ");
}

const slashed = (text: string) => JSON.stringify(text).replaceAll("/", "\\/");

type Echo = (request: IncomingMessage, response: ServerResponse) => void;

const echoes: readonly [string, Echo][] = [
  [
    "an error body",
    (request, response) => {
      answer(response, 400, JSON.stringify({ errorCode: "CCE.1", errorMessage: `bad ${echoed(request)}` }));
    },
  ],
  [
    "an error body that escapes slashes",
    (request, response) => {
      answer(
        response,
        400,
        `{"errorMessage":${slashed(echoed(request))},"details":[{"of":[${slashed(echoed(request))}]}]}`,
      );
    },
  ],
  [
    "the names of an error body",
    (request, response) => {
      answer(response, 400, `{"seen":{${slashed(echoed(request))}:1}}`);
    },
  ],
  [
    "text in JSON",
    (request, response) => {
      answer(response, 400, slashed(echoed(request)));
    },
  ],
  [
    "a percent-encoded text",
    (request, response) => {
      const all = [request.headers["x-auth-token"], request.headers["x-security-token"], request.headers.authorization];
      answer(response, 400, all.map((each) => encodeURIComponent(String(each))).join("&"));
    },
  ],
  [
    "a percent-encoded text in lower case",
    (request, response) => {
      const all = [request.headers["x-auth-token"], request.headers["x-security-token"], request.headers.authorization];
      const text = all.map((each) => encodeURIComponent(String(each))).join("&");
      answer(
        response,
        400,
        text.replace(/%../g, (code) => code.toLowerCase()),
      );
    },
  ],
  [
    "JSON that breaks off and escapes slashes",
    (request, response) => {
      answer(response, 400, `{"errorMessage":${slashed(echoed(request))},"det`);
    },
  ],
  [
    "JSON in a text of JSON",
    (request, response) => {
      answer(response, 400, JSON.stringify({ message: `{"sent":${slashed(echoed(request))}}` }));
    },
  ],
  [
    "an error with a status of success",
    (request, response) => {
      answer(response, 200, JSON.stringify({ error_code: `APIG ${echoed(request)}`, error_msg: echoed(request) }));
    },
  ],
  [
    "the codes and the request ID",
    (request, response) => {
      const text = echoed(request);
      answer(response, 400, JSON.stringify({ errorCode: text, error_code: `x${text}`, request_id: text }));
    },
  ],
  [
    "headers",
    (request, response) => {
      answer(response, 400, "{}", {
        "x-request-id": `id ${echoed(request)}`,
        "x-debug": echoed(request),
        "www-authenticate": echoed(request),
      });
    },
  ],
  [
    "a page of HTML",
    (request, response) => {
      answer(response, 502, `<html><body>GET ${echoed(request)}</body></html>`, { "content-type": "text/html" });
    },
  ],
  [
    "a page of HTML with a status of success",
    (request, response) => {
      answer(response, 200, `<html><body>${echoed(request)}</body></html>`, { "content-type": "text/html" });
    },
  ],
  [
    "the type of a body",
    (request, response) => {
      const [secret = ""] = echoed(request).split(" ").slice(-1);
      answer(response, 200, "{}", { "content-type": `text/x; was=${secret}` });
    },
  ],
  [
    "a redirect",
    (request, response) => {
      const all = Object.values(request.headers).map((value) => encodeURIComponent(String(value)));
      answer(response, 307, "", { location: `https://example.com/login?${all.join("&")}` });
    },
  ],
  [
    "an answer that is no HTTP",
    (request, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\nbad header ${echoed(request)}\r\n\r\n${echoed(request)}`);
    },
  ],
];

describe.each(kinds)("with %s", (_kind, credentials) => {
  it.each(echoes)("an error shows no secret that is repeated in %s", async (_name, echo) => {
    const events: CceEvent[] = [];
    const server = await startServer(echo);
    const cce = clientOf(server.url, { credentials, onEvent: (event) => events.push(event), maxAttempts: 1 });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceError);
    expect(server.requests).toHaveLength(1);
    expectNoSecrets(error, credentials);
    expectNoSecrets(events, credentials);
    expect(events).toHaveLength(1);
  });

  it("neither the client nor an event shows a secret", async () => {
    const events: CceEvent[] = [];
    const server = await startServer((request, response) => {
      answer(response, 200, cancelledText, { "x-request-id": echoed(request) });
    });
    const cce = clientOf(server.url, { credentials, onEvent: (event) => events.push(event) });
    await cce.upgradeWorkFlowUpdate(cancel);
    expect(JSON.stringify(cce)).toBe("{}");
    expectNoSecrets(cce, credentials);
    expectNoSecrets(events, credentials);
    expect(events).toHaveLength(1);
  });

  it("an error shows no secret that a fetch puts into its own", async () => {
    const fetch = (url: string, init: RequestInit) => {
      const sent = JSON.stringify(init.headers);
      const inner = Object.assign(new Error(`sending ${sent}`), { code: "EX", config: init });
      return Promise.reject(Object.assign(new Error(`${url} with ${sent}`, { cause: inner }), { request: init }));
    };
    const error = await failureOf(
      clientOf("https://cce.example.com", { credentials, fetch }).upgradeWorkFlowUpdate(cancel),
      isCceError,
    );
    expect(error.message).toContain("[redacted]");
    expect(error.cause).toMatchObject({ cause: { code: "EX" } });
    expectNoSecrets(error, credentials);
  });

  it("an error shows no secret of a body that broke off with one in the reason", async () => {
    const fetch = (_url: string, init: RequestInit) => {
      const body = new ReadableStream({
        pull: (controller) => {
          controller.error(new Error(JSON.stringify(init.headers)));
        },
      });
      return Promise.resolve(new Response(body, { headers: { "content-type": "application/json" } }));
    };
    const error = await failureOf(
      clientOf("https://cce.example.com", { credentials, fetch }).upgradeWorkFlowUpdate(cancel),
      isCceError,
    );
    expect(error.message).toContain("was cut off");
    expectNoSecrets(error, credentials);
  });
});

describe("secrets the caller puts into headers", () => {
  it("are not shown either when the server repeats them", async () => {
    const headers = { Cookie: "session=hidden-session", "Proxy-Authorization": "Basic hidden-proxy" };
    const events: CceEvent[] = [];
    const server = await startServer((request, response) => {
      answer(response, 400, JSON.stringify({ message: JSON.stringify(request.headers) }));
    });
    const cce = clientOf(server.url, { headers, onEvent: (event) => events.push(event) });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(server.requests[0]?.headers).toMatchObject({ cookie: "session=hidden-session" });
    expect(everyView(error)).not.toContain("hidden");
    expect(everyView(events)).not.toContain("hidden");
  });

  const bad: readonly [string, string][] = [
    ["a line break", "hidden\nvalue"],
    ["a carriage return", "hidden\rvalue"],
    ["a zero", "hidden\0value"],
    ["a character above Latin 1", "hidden\u0100value"],
    ["DEL", "hidden\u007fvalue"],
  ];
  it.each(bad)("with %s are refused before anything is sent, and not shown", async (_name, value) => {
    const server = await startServer((_request, response) => {
      answer(response, 200, cancelledText);
    });
    const call = clientOf(server.url).upgradeWorkFlowUpdate(cancel, { headers: { "x-key": value } });
    const errors: CceError[] = [await failureOf(call, isCceConfigError)];
    try {
      clientOf(server.url, { headers: { "x-key": value } });
    } catch (error) {
      if (isCceConfigError(error)) errors.push(error);
    }
    expect(errors).toHaveLength(2);
    for (const error of errors) {
      expect(error).toMatchObject({ parameter: "x-key" });
      expect(everyView(error)).not.toContain("hidden");
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe("a token that is a word", () => {
  /** The error of a call with such a token, answered with `body`. */
  async function errorWith(word: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    const server = await startServer((_request, response) => {
      answer(response, 409, JSON.stringify(body), headers);
    });
    const cce = clientOf(server.url, { credentials: { token: word } });
    return failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceApiError);
  }

  it.each(["t", "o", "lock", "locked"])("%j leaves the texts of an answer as they are", async (word) => {
    const body = { errorCode: "CCE.1", message: "locked by other" };
    const error = await errorWith(word, body, { "x-to": "to", "x-subject-token": word });
    expect(error.message).toBe("upgradeWorkFlowUpdate: 409 CCE.1 locked by other");
    expect(error).toMatchObject({ errorMessage: "locked by other", body });
    expect(error.headers).toMatchObject({ "x-to": "to", "x-subject-token": "[redacted]" });
  });

  it.each(["error_code", "error_msg", "request_id"])("%j does not hide the codes of an answer", async (word) => {
    const error = await errorWith(word, { error_code: "APIGW.1", error_msg: "m", request_id: "r" });
    expect(error).toMatchObject({ errorCode: "APIGW.1", errorMessage: "m", requestId: "r" });
  });

  it("is replaced once, and not in what stands in its place", async () => {
    const error = await errorWith("redacted", { errorCode: "CCE.1", message: "it was redacted" });
    expect(error.message).toBe("upgradeWorkFlowUpdate: 409 CCE.1 it was [redacted]");
    expect(error.body).toEqual({ errorCode: "CCE.1", message: "it was [redacted]" });
  });

  it("leaves the words of the client as they are", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 302, "", { location: "https://example.com" });
    });
    const cce = clientOf(server.url, { credentials: { token: "redirect" } });
    const error = await failureOf(cce.upgradeWorkFlowUpdate(cancel), isCceError);
    expect(error.message).toContain("302 redirect to example.com, which is not followed");
  });

  it("does not change how long the client waits", async () => {
    const server = await startServer((_request, response, nPrevious) => {
      if (nPrevious > 0) answer(response, 200, cancelledText);
      else answer(response, 429, "{}", { "retry-after": "0.00000001" });
    });
    const { cce, clock } = timedClient(server.url, { credentials: { token: "00000001" } });
    const call = cce.upgradeWorkFlowUpdate(cancel).withResponse();
    await clock.pass(1);
    expect(await call).toMatchObject({ attempts: 2, totalDelayMs: 1 });
  });
});

describe("secrets of an answer", () => {
  it("are replaced in the headers of an error", async () => {
    const server = await startServer((_request, response) => {
      answer(response, 403, "{}", {
        "Set-Cookie": "session=hidden",
        "X-Subject-Token": "hidden",
        "X-Auth-Token": "hidden",
        "x-kept": "kept",
      });
    });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error.headers).toMatchObject({
      "set-cookie": "[redacted]",
      "x-subject-token": "[redacted]",
      "x-auth-token": "[redacted]",
      "x-kept": "kept",
    });
    expect(everyView(error)).not.toContain("hidden");
  });
});
