/** Sends cancels while a library stands in for the network, and prints what became of them. */
import http from "node:http";
import https from "node:https";
import { createCceClient } from "../../src/index.node.ts";

const [library, port] = process.argv.slice(2);
const allowHttpHosts = ["known.example.com"];

async function withMsw() {
  const { http: on, HttpResponse } = await import("msw");
  const { setupServer } = await import("msw/node");
  let handled = 0;
  const answering = (url, answer) =>
    on.patch(`${url}/*`, () => {
      handled += 1;
      return answer();
    });
  const server = setupServer(
    answering("https://known.example.com", () => HttpResponse.json({ status: { phase: "Cancel" } })),
    answering("http://known.example.com", () => HttpResponse.json({ status: { phase: "Cancel" } })),
    answering("https://lost.example.com", () => HttpResponse.error()),
    answering("https://slow.example.com", () => new Promise(() => undefined)),
  );
  // It says on standard error what it blocks.
  console.error = () => undefined;
  server.listen({ onUnhandledRequest: "error" });
  return { handled: () => handled };
}

async function withNock() {
  const { default: nock } = await import("nock");
  let handled = 0;
  const answer = () => {
    handled += 1;
    return { status: { phase: "Cancel" } };
  };
  nock.disableNetConnect();
  nock("https://known.example.com").persist().patch(/./).reply(200, answer);
  nock("http://known.example.com").persist().patch(/./).reply(200, answer);
  nock("https://lost.example.com").persist().patch(/./).replyWithError("lost");
  nock("https://slow.example.com").persist().patch(/./).delay(60_000).reply(200, answer);
  return { handled: () => handled };
}

async function cancel(endpoint, options) {
  const cce = createCceClient({
    endpoint,
    projectId: "p",
    credentials: { token: "a-token" },
    allowHttpHosts,
    ...options,
  });
  try {
    const { status } = await cce.upgradeWorkFlowUpdate(
      { cluster_id: "c", upgrade_workflow_id: "w", body: { status: { phase: "Cancel" } } },
      // Long enough for what answers at all.
      endpoint.includes("slow") ? { timeoutMs: 300 } : {},
    );
    return status.phase;
  } catch ({ name, outcome, attempts }) {
    return `${name} ${outcome} ${attempts}`;
  }
}

const ways = {
  "own agent": () => ({}),
  "given agent": (url) => ({ agent: new (url.startsWith("https") ? https : http).Agent({ keepAlive: true }) }),
  fetch: () => ({ fetch: (url, init) => fetch(url, init) }),
};

// Made before the library is there, as a program's client may be.
const early = createCceClient({
  endpoint: `http://127.0.0.1:${port}`,
  projectId: "p",
  credentials: { token: "a-token" },
});
const { handled } = library === "msw" ? await withMsw() : await withNock();
const results = {};
for (const [way, options] of Object.entries(ways)) {
  const told = {};
  for (const url of [
    `http://127.0.0.1:${port}`,
    `https://127.0.0.1:${port}`,
    "http://known.example.com",
    "https://known.example.com",
    "https://lost.example.com",
    "https://slow.example.com",
  ]) {
    told[url.replace(`:${port}`, "")] = await cancel(url, options(url));
  }
  results[way] = told;
}
const blocked = await early.listUpgradeWorkFlows({ cluster_id: "c" }, { maxAttempts: 1 }).catch(({ name }) => name);
console.log(JSON.stringify({ results, blocked, handled: handled() }));
process.exit();
