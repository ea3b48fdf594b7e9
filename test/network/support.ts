import { execFile } from "node:child_process";
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { promisify } from "node:util";
import { generate } from "selfsigned";

const dayMs = 24 * 60 * 60_000;

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that no machine trusts of its own accord. */
export interface Authority {
  readonly cert: string;
  /** Issues a certificate of a server of this name. */
  readonly issue: (host: string, validity?: { readonly from: Date; readonly to: Date }) => Promise<Certificate>;
}

const keyOptions = { keyType: "ec", algorithm: "sha256" } as const;

export async function createAuthority(): Promise<Authority> {
  const own = await generate([{ name: "commonName", value: "Authority of a test" }], {
    ...keyOptions,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  return {
    cert: own.cert,
    issue: async (host, validity = { from: new Date(Date.now() - dayMs), to: new Date(Date.now() + dayMs) }) => {
      const issued = await generate([{ name: "commonName", value: host }], {
        ...keyOptions,
        ca: { key: own.private, cert: own.cert },
        notBeforeDate: validity.from,
        notAfterDate: validity.to,
        extensions: [
          { name: "extKeyUsage", serverAuth: true },
          {
            name: "subjectAltName",
            altNames: [/^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host }],
          },
        ],
      });
      return { cert: issued.cert, key: issued.private };
    },
  };
}

/** A server on a free port of this machine. */
export interface Running {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A stand-in for the service; it takes any request and answers that the workflow is cancelled. */
export interface Service extends Running {
  /** Tokens of the requests that came in. */
  readonly tokens: readonly unknown[];
}

/** Starts a service over TLS; without a certificate over plain HTTP. */
export async function startService(certificate?: Certificate): Promise<Service> {
  const tokens: unknown[] = [];
  const answer = ({ headers }: IncomingMessage, response: ServerResponse): void => {
    tokens.push(headers["x-auth-token"]);
    response.writeHead(200, { "content-type": "application/json" }).end('{"status":{"phase":"Cancel"}}');
  };
  const server = certificate ? createHttpsServer(certificate, answer) : createHttpServer(answer);
  return { ...(await listen(server)), tokens };
}

/** A forward proxy. */
export interface Proxy extends Running {
  /** The requests it got, e.g. `CONNECT cce.test:443`. */
  readonly requests: readonly string[];
  /** Everything that its clients sent, as far as a proxy can read it. */
  readonly heard: () => string;
}

/** Starts a proxy that leads to this machine whatever name it is asked for; one that refuses says so with 403. */
export async function startProxy({ refuses = false } = {}): Promise<Proxy> {
  const requests: string[] = [];
  const heard: string[] = [];
  const note = ({ method, url, rawHeaders }: IncomingMessage): void => {
    requests.push(`${method ?? ""} ${url ?? ""}`);
    heard.push(rawHeaders.join("\n"));
  };
  const server = createHttpServer((request, response) => {
    note(request);
    response.writeHead(405).end();
  });
  server.on("connect", (request: IncomingMessage, socket, head: Buffer) => {
    note(request);
    socket.on("error", () => undefined);
    if (refuses) {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const target = connect(Number(request.url?.split(":").at(-1)), "127.0.0.1");
    target.on("error", () => socket.destroy());
    socket.on("close", () => target.destroy());
    target.on("close", () => socket.destroy());
    target.on("connect", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      socket.on("data", (chunk: Buffer) => heard.push(chunk.toString("latin1")));
      socket.pipe(target).pipe(socket);
    });
  });
  return { ...(await listen(server)), requests, heard: () => heard.join("\n") };
}

/** What a recipe reads from its environment. */
export function recipeVariables(endpoint: string, token: string): Record<string, string> {
  return {
    CCE_ENDPOINT: endpoint,
    CCE_PROJECT: "p",
    CCE_TOKEN: token,
    CCE_CLUSTER: "c",
    CCE_WORKFLOW: "w",
  };
}

/** What a program printed, and whether it ended well. */
export interface Ran {
  readonly ok: boolean;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program with just these variables: proxies and authorities of the machine must not reach a test. */
export async function runProgram(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  folder: string = process.cwd(),
): Promise<Ran> {
  const env = { PATH: process.env["PATH"], ...variables };
  try {
    const { stdout, stderr } = await promisify(execFile)(command, [...args], { cwd: folder, env, timeout: 60_000 });
    return { ok: true, output: stdout.trim(), errors: stderr };
  } catch (error) {
    const {
      stdout = "",
      stderr = "",
      message = "",
    } = error as Partial<Record<"stdout" | "stderr" | "message", string>>;
    return { ok: false, output: stdout.trim(), errors: stderr || message };
  }
}
