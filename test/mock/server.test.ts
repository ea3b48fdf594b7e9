import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { isCceConfigError } from "../../src/base/errors.js";
import { startMockWith } from "../../src/mock/startMock.js";
import { cancel, documentFile, openapi, request, withMock, workflowPath } from "./support.js";

/** A connection to a mock on which `text` has been sent. */
async function openConnection(port: number, text: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  // The mock may end the connection with a reset.
  socket.on("error", () => undefined);
  if (text !== "") await new Promise((resolve) => socket.write(text, resolve));
  return socket;
}

async function textUntilEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("close", () => {
  const headers = `PATCH ${workflowPath()} HTTP/1.1\r\nHost: mock\r\nX-Auth-Token: t\r\n`;

  it.each([
    ["nothing sent", ""],
    ["half of the headers sent", headers],
    ["half of the body sent", `${headers}Content-Type: application/json\r\nContent-Length: 30\r\n\r\n{"status"`],
    ["half of a chunked body sent", `${headers}Transfer-Encoding: chunked\r\n\r\n5\r\n{"sta`],
  ])("ends a connection with %s", async (_name, text) => {
    const mock = await startMockWith(openapi);
    const socket = await openConnection(mock.port, text);
    // Once another request has its response, the mock has accepted the connection.
    expect((await cancel(mock)).status).toBe(200);
    const closed = once(socket, "close");
    await mock.close();
    await closed;
    await expect(fetch(mock.url)).rejects.toThrow("fetch failed");
  });

  it("ends an idle connection that is kept alive", async () => {
    const mock = await startMockWith(openapi);
    const agent = new Agent({ keepAlive: true });
    const asked = httpRequest(`${mock.url}/`, { agent }).end();
    const [response] = (await once(asked, "response")) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, "end");
    const closed = asked.socket === null ? Promise.reject(new Error("no socket")) : once(asked.socket, "close");
    await mock.close();
    await closed;
    agent.destroy();
  });

  it("may be called twice", async () => {
    const mock = await startMockWith(openapi);
    await Promise.all([mock.close(), mock.close()]);
    await mock.close();
    await expect(fetch(mock.url)).rejects.toThrow("fetch failed");
  });
});

describe("a port", () => {
  it("that is taken is refused", async () => {
    await withMock({}, async (first) => {
      const error: unknown = await startMockWith(openapi, { port: first.port }).catch((reason: unknown) => reason);
      expect(isCceConfigError(error) && error.parameter).toBe("port");
      expect(String(error)).toContain(`Port ${first.port} of 127.0.0.1 is taken`);
    });
  });

  it.each([-1, 65_536, 1.5, Number.NaN])("of %p is invalid", async (port) => {
    const error: unknown = await startMockWith(openapi, { port }).catch((reason: unknown) => reason);
    expect(isCceConfigError(error) && error.parameter).toBe("port");
  });

  it("may be chosen", async () => {
    const port = await withMock({}, (mock) => Promise.resolve(mock.port));
    await withMock({ port }, async (mock) => {
      expect(mock.url).toBe(`http://127.0.0.1:${port}`);
      expect((await cancel(mock)).status).toBe(200);
    });
  });
});

describe("a host", () => {
  it("that is not an address of this machine is refused", async () => {
    const error: unknown = await startMockWith(openapi, { host: "192.0.2.1" }).catch((reason: unknown) => reason);
    expect(isCceConfigError(error) && error.parameter).toBe("host");
  });

  it("may be chosen", async () => {
    await withMock({ host: "localhost" }, async (mock) => {
      expect(mock.url).toBe(`http://localhost:${mock.port}`);
      expect((await cancel(mock)).status).toBe(200);
    });
  });
});

it("runs beside another mock", async () => {
  await withMock({}, async (first) => {
    await withMock({}, async (second) => {
      expect(first.url).not.toBe(second.url);
      expect((await cancel(first)).status).toBe(200);
      expect((await cancel(second)).status).toBe(200);
    });
    expect((await cancel(first)).status).toBe(200);
  });
});

it("refuses input that is not HTTP, and goes on", async () => {
  await withMock({}, async (mock) => {
    const socket = await openConnection(mock.port, "nonsense\r\n\r\n");
    const text = await textUntilEnd(socket);
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toMatch(/^x-request-id: [0-9a-f]{32}\r$/m);
    expect(text).toContain('"error_code":"APIGW.0602"');
    expect((await request(`${mock.url}/`)).status).toBe(404);
  });
});

it("does not change its document", async () => {
  const text = readFileSync(documentFile, "utf8");
  const document = JSON.parse(text) as object;
  await (await startMockWith(document)).close();
  expect(document).toEqual(JSON.parse(text));
});

it("refuses an unreadable document", async () => {
  const error: unknown = await startMockWith({ no: "document" }).catch((reason: unknown) => reason);
  expect(isCceConfigError(error) && error.parameter).toBe("document");
});
