import { createServer, type AddressInfo } from "node:net";
import { startNode } from "../helpers/childProcess.js";

/** Both are ES modules in part, which Jest does not load. */
async function runWith(library: string, port: number): Promise<unknown> {
  const child = startNode(["--import", "tsx", "test/transport/doubles.mjs", library, String(port)], process.cwd());
  try {
    const { stdout, stderr } = await child.ended;
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  } finally {
    await child.kill();
  }
}

const blocked = "CceConnectionError unknown 1";

/** As the double has had the request, and who knows what its author lets it do. */
const told = {
  "http://127.0.0.1": blocked,
  "https://127.0.0.1": blocked,
  "http://known.example.com": "Cancel",
  "https://known.example.com": "Cancel",
  "https://lost.example.com": "CceConnectionError unknown 1",
  "https://slow.example.com": "CceTimeoutError unknown 1",
};

it.each([
  // Known twice, lost and slow, in each of three ways; nock asks nobody for what is lost.
  ["msw", 12],
  ["nock", 9],
])(
  "%s sees every call, and what it blocks reaches no server",
  async (library, handled) => {
    let nConnections = 0;
    const server = createServer((socket) => {
      nConnections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await runWith(library, port)).toEqual({
        results: { "own agent": told, "given agent": told, fetch: told },
        blocked: "CceConnectionError",
        handled,
      });
      expect(nConnections).toBe(0);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  },
  60_000,
);
