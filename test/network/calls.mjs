/** Cancels once at each of the endpoints given, and prints what became of it. */
import { createCceClient } from "cce-upgrade-workflow";
import { EnvHttpProxyAgent, fetch as fetchOfUndici } from "undici";

const dispatcher = new EnvHttpProxyAgent();
const fetch = process.env.HTTPS_PROXY ? (url, init) => fetchOfUndici(url, { ...init, dispatcher }) : globalThis.fetch;

async function cancel(endpoint) {
  const credentials = { token: process.env.CCE_TOKEN };
  const cce = createCceClient({ endpoint, projectId: "p", credentials, fetch, maxAttempts: 1 });
  try {
    const { status } = await cce.upgradeWorkFlowUpdate({
      cluster_id: "c",
      upgrade_workflow_id: "w",
      body: { status: { phase: "Cancel" } },
    });
    return { phase: status?.phase };
  } catch ({ name, code, outcome, attempts, message }) {
    return { name, code, outcome, attempts, message };
  }
}

console.log(JSON.stringify(await Promise.all(process.argv.slice(2).map(cancel))));
