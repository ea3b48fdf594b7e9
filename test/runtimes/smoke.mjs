/** The smoke suite, the same on every runtime; what it expects is what the mock is known to answer. */
import * as cce from "cce-upgrade-workflow";

function expect(what, actual, expected) {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: expected ${other}, got ${one}`);
}

async function failure(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("the call was expected to fail");
}

/** Runs the suite; a check that fails says why in `detail`. */
export async function smoke({ mockUrl, accessKey, secretKey }) {
  const client = (credentials) => cce.createCceClient({ endpoint: mockUrl, projectId: "a-project", credentials });
  const cancel = (credentials, options) =>
    client(credentials).upgradeWorkFlowUpdate(
      { cluster_id: "a-cluster", upgrade_workflow_id: "a-workflow", body: { status: { phase: "Cancel" } } },
      options,
    );
  const token = { token: "a-token-of-the-smoke-suite" };

  const checks = {
    token: async () => {
      const { data, status, attempts, requestId } = await cancel(token).withResponse();
      expect("phase", data.status?.phase, "Cancel");
      expect("status and attempts", [status, attempts], [200, 1]);
      expect("a request ID", typeof requestId, "string");
    },
    "AK/SK": async () => {
      const refused = await failure(cancel({ accessKey, secretKey: "not-the-key" }));
      expect("a wrong key", [refused.name, refused.status, refused.errorCode], ["CceApiError", 401, "APIGW.0301"]);
      const { data, status } = await cancel({ accessKey, secretKey }).withResponse();
      expect("phase and status", [data.status?.phase, status], ["Cancel", 200]);
    },
    "API error": async () => {
      const error = await failure(cancel(token, { headers: { Prefer: "code=404" } }));
      expect("class", [error instanceof cce.CceApiError, cce.isCceApiError(error)], [true, true]);
      expect("facts", [error.status, error.errorCode, error.outcome], [404, "CCE.01404001", "unprocessed"]);
      expect("a request ID", typeof error.requestId, "string");
    },
    timeout: async () => {
      const error = await failure(cancel(token, { headers: { Prefer: "delayMs=600000" }, timeoutMs: 500 }));
      expect("class", [error instanceof cce.CceTimeoutError, cce.isCceTimeoutError(error)], [true, true]);
      expect("limit", [error.limit, error.limitMs], ["timeoutMs", 500]);
      expect("facts", [error.outcome, error.attempts], ["unknown", 1]);
    },
  };

  const results = [];
  for (const [name, check] of Object.entries(checks)) {
    const detail = await check().then(
      () => "",
      (error) => String(error),
    );
    results.push({ name, ok: detail === "", detail });
  }
  return results;
}
