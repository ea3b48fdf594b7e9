import type { IncomingMessage } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import {
  type CceClientSettings,
  isCceApiError,
  isCceConnectionError,
  isCceError,
  isCceResponseError,
} from "../../src/index.js";
import { cancel, cancelled, cancelledText, clientOf, failureOf } from "../helpers/calls.js";
import { answerCancelled, closeWatched, startWatched } from "../helpers/watchedServer.js";

afterEach(closeWatched);

const json = { "content-type": "application/json" };

function call(url: string, options: Partial<CceClientSettings> = {}) {
  return clientOf(url, { maxAttempts: 1, ...options }).upgradeWorkFlowUpdate(cancel);
}

it("several headers of one name are one, joined", async () => {
  const { url } = await startWatched((_request, response) => {
    const lines = ["set-cookie", "a=1", "x-one", "1", "Set-Cookie", "b=2", "X-One", "2", "date", "x", "date", "y"];
    response.writeHead(200, [...lines, "content-type", "application/json"]).end(cancelledText);
  });
  const { headers } = await call(url).withResponse();
  expect(headers).toMatchObject({ "set-cookie": "a=1, b=2", "x-one": "1, 2", date: "x, y" });
});

const sameTypes: readonly [string, string, string][] = [
  ["application/json", "application/json", "application/json"],
  ["application/json", "Application/JSON; charset=utf-8", "application/json; charset=utf-8"],
  ["application/json;charset=utf-8", "application/json", "application/json;charset=utf-8"],
];
it.each(sameTypes)("two Content-Type headers that agree, %s and %s, are one", async (one, other, both) => {
  const { url } = await startWatched((_request, response) => {
    response.writeHead(200, ["Content-Type", one, "Content-Type", other]).end(cancelledText);
  });
  const { data, headers } = await call(url).withResponse();
  expect(data).toEqual(cancelled);
  expect(headers["content-type"]).toBe(both);
});

it.each([
  ["application/json", "text/html", "the body is application/json, text/html, not JSON"],
  ["application/json; charset=utf-8", "application/json; charset=latin1", "is in the charset latin1, not UTF-8"],
])("two that do not, %s and %s, are told", async (one, other, message) => {
  const { url } = await startWatched((_request, response) => {
    response.writeHead(200, ["Content-Type", one, "Content-Type", other]).end(cancelledText);
  });
  expect((await failureOf(call(url), isCceResponseError)).message).toContain(message);
});

it("headers with names of every object are headers", async () => {
  const { url } = await startWatched((_request, response) => {
    response.writeHead(200, { ...json, constructor: "c", valueof: "v" }).end(cancelledText);
  });
  expect((await call(url).withResponse()).headers).toMatchObject({ constructor: "c", valueof: "v" });
});

it("a value beyond ASCII comes as its bytes", async () => {
  const { server, url } = await startWatched(() => undefined);
  server.removeAllListeners("request").on("request", ({ socket }: IncomingMessage) => {
    socket.end(Buffer.from("HTTP/1.1 200 OK\r\nx-name: caf\xe9\r\ncontent-length: 2\r\n\r\n{}", "latin1"));
  });
  expect((await call(url).withResponse()).headers["x-name"]).toBe("caf\xe9");
});

const packings: readonly [string, (text: string) => Buffer][] = [
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["Deflate", deflateRawSync],
  ["br", brotliCompressSync],
  ["gzip, deflate", (text) => deflateRawSync(gzipSync(text))],
];
describe.each(packings)("a body packed with %s", (coding, pack) => {
  it("is unpacked", async () => {
    const { url } = await startWatched((_request, response) => {
      response.writeHead(200, { ...json, "content-encoding": coding }).end(pack(cancelledText));
    });
    await expect(call(url)).resolves.toEqual(cancelled);
  });

  it("is measured unpacked", async () => {
    const { url } = await startWatched((_request, response) => {
      response.writeHead(200, { ...json, "content-encoding": coding }).end(pack("x".repeat(1_000_000)));
    });
    const error = await failureOf(call(url, { maxResponseBytes: 100_000 }), isCceResponseError);
    expect(error.message).toContain("larger than 100000 bytes");
  });

  it("that is none is cut off", async () => {
    const { url } = await startWatched((_request, response) => {
      response.writeHead(500, { ...json, "content-encoding": coding }).end("this is not packed at all");
    });
    expect((await failureOf(call(url), isCceApiError)).status).toBe(500);
  });
});

function answerPacked(coding: string, bytes: Buffer, status = 200) {
  return startWatched((_request, response) => {
    response.writeHead(status, { ...json, "content-encoding": coding, "content-length": bytes.length }).end(bytes);
  });
}

const withoutEnd: readonly [string, Buffer][] = [
  ["gzip", gzipSync(cancelledText).subarray(0, -8)],
  ["deflate", deflateSync(cancelledText).subarray(0, -4)],
  // What follows is no part of it.
  ["deflate", Buffer.concat([deflateRawSync(cancelledText), Buffer.from("more")])],
];
it.each(withoutEnd)(
  "a body packed with %s that lacks the end of the format, or goes on after it, is whole",
  async (coding, bytes) => {
    const { url } = await answerPacked(coding, bytes);
    await expect(call(url)).resolves.toEqual(cancelled);
  },
);

it.each(["gzip", "deflate", "br"])("a body packed with %s that lacks more is no JSON", async (coding) => {
  const pack = { gzip: gzipSync, deflate: deflateRawSync, br: brotliCompressSync }[coding] ?? gzipSync;
  const packed = pack(JSON.stringify({ ...cancelled, more: "abcdefghijklmnopqrstuvwxyz".repeat(3) }));
  const { url } = await answerPacked(coding, packed.subarray(0, -20));
  expect(await failureOf(call(url), isCceResponseError)).toMatchObject({ outcome: "unknown" });
});

it.each(["gzip", "deflate", "br"])("an empty body that is said to be packed with %s is empty", async (coding) => {
  const { url } = await answerPacked(coding, Buffer.alloc(0));
  expect((await failureOf(call(url), isCceResponseError)).message).toContain("the body is empty");
});

it("a body that is said to be packed more than five times is left alone", async () => {
  const { url } = await answerPacked("gzip, ".repeat(6), Buffer.from(cancelledText), 500);
  expect(await failureOf(call(url), isCceError)).toMatchObject({ outcome: "unknown" });
});

it("a body packed in an unknown way is left as it is", async () => {
  const { url } = await startWatched((_request, response) => {
    response.writeHead(200, { ...json, "content-encoding": "identity" }).end(cancelledText);
  });
  await expect(call(url)).resolves.toEqual(cancelled);
});

it("answers that come before the answer are not it", async () => {
  const { url } = await startWatched((_request, response) => {
    response.writeProcessing();
    response.writeEarlyHints({ link: "</style.css>; rel=preload" }, () => {
      response.writeHead(200, json).end(cancelledText);
    });
  });
  expect(await call(url).withResponse()).toMatchObject({ status: 200, data: cancelled });
});

const broken: readonly [string, string][] = [
  ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n"],
  ["headers without end", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}\r\n\r\n`],
  ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"],
  ["a length that is none", "HTTP/1.1 200 OK\r\ncontent-length: 1e1\r\n\r\n{}"],
  ["a zero in a header", "HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n"],
];
it.each(broken)("%s is no answer", async (_kind, text) => {
  const { server, url } = await startWatched(() => undefined);
  server.removeAllListeners("request").on("request", ({ socket }: IncomingMessage) => {
    socket.on("error", () => undefined).end(text);
  });
  expect(await failureOf(call(url), isCceConnectionError)).toMatchObject({ outcome: "unknown", attempts: 1 });
});

it("connections are kept and used again", async () => {
  const { url, sockets } = await startWatched(answerCancelled);
  const cce = clientOf(url);
  for (let count = 0; count < 5; count += 1) await cce.upgradeWorkFlowUpdate(cancel);
  // undici opens one more when it thinks that the first may be about to close.
  expect(sockets.length).toBeLessThan(5);
});

it("a body that is too large ends its connection", async () => {
  const { url, sockets } = await startWatched((_request, response) => {
    response.writeHead(200, json);
    response.write("[".repeat(10_000));
  });
  await failureOf(call(url, { maxResponseBytes: 1_000 }), isCceResponseError);
  const [socket] = sockets;
  if (socket?.destroyed === false) await new Promise((resolve) => socket.once("close", resolve));
  expect(socket?.destroyed).toBe(true);
});

it("an address of IPv6 is reached", async () => {
  const { url } = await startWatched(answerCancelled, "::1");
  await expect(call(url)).resolves.toEqual(cancelled);
});
