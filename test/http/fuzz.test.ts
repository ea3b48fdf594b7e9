import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import fc from "fast-check";
import { type CceResponse, isCceApiError, isCceError } from "../../src/index.js";
import { cancel, clientOf, token } from "../helpers/calls.js";

/** What the server writes for the request of one run, found by the cluster's ID. */
const answers = new Map<string, Buffer>();
let server: Server;
let endpoint = "";
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (text.endsWith("}}")) socket.end(answers.get(/clusters\/([^/]+)\//.exec(text)?.[1] ?? "") ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

let runs = 0;

/** Lets the server answer with `bytes`, and checks whatever comes of the call. */
async function check(bytes: Buffer, status: number | undefined, body: Buffer | undefined): Promise<void> {
  runs += 1;
  const cluster_id = `run-${runs}`;
  answers.set(cluster_id, bytes);
  // A call that hangs ends in a timeout, which is an error of ours; so the deadline is looked for as well.
  const cce = clientOf(endpoint, { maxAttempts: 1, timeoutMs: 4_000, totalTimeoutMs: 4_000, maxResponseBytes: 2_000 });
  const outcome: unknown = await cce
    .upgradeWorkFlowUpdate({ ...cancel, cluster_id })
    .withResponse()
    .catch((error: unknown) => error);
  answers.delete(cluster_id);
  if (outcome instanceof Error) {
    if (!isCceError(outcome)) throw new Error("not one of ours", { cause: outcome });
    expect(outcome.name).not.toMatch(/CceTimeoutError|CceConfigError|CceAbortError/);
    expect(outcome.message).not.toMatch(/[\n\r]/);
    expect(outcome.message.length).toBeLessThan(2_000);
    expect(JSON.stringify(outcome)).not.toContain(token);
    expect(inspect(outcome, { depth: null })).not.toContain(token);
    if (status !== undefined && status >= 400) expect(["CceApiError", "CceConnectionError"]).toContain(outcome.name);
    if (isCceApiError(outcome) && outcome.status < 400) {
      // Only a success that carries an error, by its code, and nothing is known of what became of the request.
      expect(outcome).toMatchObject({ errorCode: expect.any(String) as unknown, outcome: "unknown" });
      expect(outcome.status).toBeLessThan(300);
    }
    return;
  }
  const result = outcome as CceResponse<unknown>;
  expect(Math.floor(result.status / 100)).toBe(2);
  expect(Object.prototype.toString.call(result.data)).toBe("[object Object]");
  if (body !== undefined) expect(result.data).toEqual(JSON.parse(body.toString("utf8").replace(/^\ufeff/, "")));
}

const status = fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 204, 302, 401, 429, 503));
const json = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom("errorCode", "message", "error", "status"), fc.jsonValue()),
);
const text = fc.oneof(
  json.map((value) => JSON.stringify(value)),
  json.map((value) => JSON.stringify(value).slice(1)),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.constantFrom("", "null", "{}", "[]", "{", '{"a":1}', `{"message":"${token}"}`, "<html></html>", "x".repeat(3_000)),
);
const body = fc.oneof(
  text.map((each) => Buffer.from(each, "utf8")),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
);
const contentType = fc.constantFrom(
  undefined,
  "application/json",
  "application/json; charset=utf-8",
  "application/json; charset=latin1",
  "text/html",
  ";;;",
  `text/${token}`,
);
const headerName = fc.oneof(
  fc.constantFrom("retry-after", "location", "x-request-id", "set-cookie", "date", "www-authenticate", "__proto__"),
  fc.stringMatching(/^[a-z]{1,8}-x$/),
);
const headerValue = fc.oneof(
  fc.constantFrom("1", "-1", "0", "http://[", "/", "//x", "Sat, never", token, "a".repeat(500)),
  fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,20}$/),
);
const headers = fc.array(fc.tuple(headerName, headerValue), { maxLength: 4 });
const framing = fc.constantFrom("length", "close", "chunked", "short", "long");

function written(
  code: number,
  type: string | undefined,
  extra: readonly (readonly [string, string])[],
  content: Buffer,
  how: string,
): Buffer {
  const lines = [`HTTP/1.1 ${code} X`, ...(type === undefined ? [] : [`content-type: ${type}`])];
  for (const [name, value] of extra) lines.push(`${name}: ${value}`);
  if (how === "length") lines.push(`content-length: ${content.length}`);
  if (how === "short") lines.push(`content-length: ${content.length + 5}`);
  if (how === "long") lines.push(`content-length: ${Math.max(0, content.length - 1)}`);
  if (how === "chunked") lines.push("transfer-encoding: chunked");
  lines.push("connection: close", "", "");
  const head = Buffer.from(lines.join("\r\n"), "latin1");
  if (how !== "chunked") return Buffer.concat([head, content]);
  const size = Buffer.from(`${content.length.toString(16)}\r\n`);
  return Buffer.concat(
    content.length === 0 ? [head, Buffer.from("0\r\n\r\n")] : [head, size, content, Buffer.from("\r\n0\r\n\r\n")],
  );
}

/** A property that fails is made smaller, run by run. */
const patienceMs = 60_000;

describe("whatever a server sends", () => {
  const batches = (count: number) => ({ numRuns: count });

  it(
    "well-formed answers give a result or one of our errors",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(status, contentType, headers, body, framing), { minLength: 10, maxLength: 10 }),
          async (all) => {
            await Promise.all(
              all.map(([code, type, extra, content, how]) =>
                check(written(code, type, extra, content, how), code, how === "long" ? undefined : content),
              ),
            );
          },
        ),
        batches(90),
      );
    },
    patienceMs,
  );

  it(
    "and so does what is hardly HTTP, or none at all",
    async () => {
      const start = fc.constantFrom(
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 429 ",
        "HTTP/9 200\r\n\r\n",
      );
      const bytes = fc.tuple(start, fc.uint8Array({ maxLength: 60 }));
      await fc.assert(
        fc.asyncProperty(fc.array(bytes, { minLength: 10, maxLength: 10 }), async (all) => {
          await Promise.all(
            all.map(([first, rest]) => check(Buffer.concat([Buffer.from(first), rest]), undefined, undefined)),
          );
        }),
        batches(20),
      );
    },
    patienceMs,
  );

  it("was tried a thousand times at the least", () => {
    expect(runs).toBeGreaterThanOrEqual(1_000);
  });
});
