import {
  exitCode,
  CommandError,
  failureData,
  Interruption,
  reportFailure,
  StateError,
  UsageError,
} from "../../src/cli/session/failure.js";
import { messageOf } from "../../src/cli/session/message.js";
import {
  CceAbortError,
  CceApiError,
  CceCallError,
  CceCancelOutcomeUnknownError,
  CceCancelRefusedError,
  CceConfigError,
  CceConnectionError,
  CceResponseError,
  CceTimeoutError,
  CceWaitTimeoutError,
} from "../../src/index.js";
import { summarizeErrorBody } from "../../src/base/errorBody.js";
import { answer, closeServers, startServer } from "../helpers/server.js";
import { fakeTerminal, ids, runHere, token, userOf, workflowOf } from "./support.js";

afterEach(closeServers);

const cluster = ["--cluster", ids.cluster];
const list = ["list", ...cluster];
const facts = (operation: string) => ({ operation, attempts: 1, totalDelayMs: 0 });
const lost = (operation: string, outcome: "unknown" | "unprocessed") =>
  new CceConnectionError(facts(operation), outcome, "no response: lost", "ECONNRESET");

const unsent = (operation: string) => ({ ...facts(operation), attempts: 0 });
const late = new CceTimeoutError(facts("credentialsFromEcs"), "unprocessed", "timeoutMs", 3_000, "");

const denied = { status: 403, headers: {}, body: undefined };

/** What a command says that fails with this answer, and how it ends. */
async function failWith(status: number, body: string, type = "application/json", more: readonly string[] = []) {
  const server = await startServer((_, response) => {
    answer(response, status, body, { "content-type": type, "x-request-id": "r1" });
  });
  return runHere([...list, ...more], userOf(server.url));
}

describe("the exit code of", () => {
  it.each([
    ["a mistake in the command line", new UsageError("x"), exitCode.usage],
    ["a mistake in an option of the client", new CceConfigError("region", "x"), exitCode.usage],
    ["what the user did not confirm", new CommandError("x"), exitCode.failed],
    ["a state that does not allow it", new CceCancelRefusedError([], {}, []), exitCode.refused],
    ["another end than the one waited for", new StateError("x"), exitCode.refused],
    ["a cancel of which nobody knows", new CceCancelOutcomeUnknownError(undefined, []), exitCode.unknown],
    ["a lost write", lost("upgradeWorkFlowUpdate", "unknown"), exitCode.unknown],
    ["a write that was not sent", lost("upgradeWorkFlowUpdate", "unprocessed"), exitCode.failed],
    ["a lost read", lost("showUpgradeWorkFlow", "unknown"), exitCode.failed],
    ["a lost question to IAM", lost("projectIdFor", "unknown"), exitCode.failed],
    ["a wait that was too long", new CceWaitTimeoutError(5, undefined), exitCode.timedOut],
    ["a defect", new TypeError("x"), exitCode.failed],
    ["Ctrl-C", new Interruption("SIGINT"), 130],
    ["SIGTERM", new Interruption("SIGTERM"), 143],
    ["a terminal that is closed", new Interruption("SIGHUP"), 129],
  ])("%s", (_, error, code) => {
    expect(reportFailure(fakeTerminal({ args: [] }).context, error)).toBe(code);
  });

  it("a failure after a signal is that of the signal; a mistake stays one", () => {
    const terminal = fakeTerminal({ args: [] });
    terminal.interrupt();
    expect(reportFailure(terminal.context, lost("upgradeWorkFlowUpdate", "unknown"))).toBe(130);
    expect(reportFailure(terminal.context, new UsageError("x"))).toBe(2);
  });
});

describe("a message for people", () => {
  it.each([
    [lost("showUpgradeWorkFlow", "unprocessed"), "No response: lost"],
    [
      new CceTimeoutError(facts("listUpgradeWorkFlows"), "unknown", "timeoutMs", 30_000, "; advice"),
      "No complete response within 30 s",
    ],
    [
      new CceTimeoutError(facts("upgradeWorkFlowUpdate"), "unknown", "totalTimeoutMs", 500, "; advice"),
      "No complete response within 0.5 s; it may have taken effect",
    ],
    [
      new CceTimeoutError(facts("upgradeWorkFlowUpdate"), "unprocessed", "timeoutMs", 500, "; advice"),
      "No complete response within 0.5 s; the request was not processed",
    ],
    [
      new CceTimeoutError(unsent("showUpgradeWorkFlow"), "unprocessed", "timeoutMs", 60_000, "; advice"),
      "No complete response within 1 min; the credentials did not arrive in time",
    ],
    [
      new CceAbortError(facts("listUpgradeWorkFlows"), "unknown", "aborted by the caller's signal"),
      "Interrupted while waiting for a response",
    ],
    [new CceAbortError(unsent("showUpgradeWorkFlow"), "unprocessed", "aborted by the caller's signal"), "Interrupted"],
    [new CceWaitTimeoutError(5_400_000, undefined), "The workflow did not reach that state within 1 h 30 min."],
    [
      new CceWaitTimeoutError(100, workflowOf("Running")),
      "The workflow did not reach that state within 0.1 s; its phase is Running.",
    ],
    [
      new CceCallError(unsent("showUpgradeWorkFlow"), "unprocessed", `no credentials: ${late.message}`, {
        cause: late,
      }),
      "No credentials: no complete response within 3 s; the request was not processed",
    ],
    [
      new CceConfigError("credentials", `No credentials in x. The metadata service: ${late.message}`, { cause: late }),
      "No credentials in x. The metadata service: no complete response within 3 s; the request was not processed",
    ],
    [
      new CceResponseError(facts("showUpgradeWorkFlow"), "unknown", { ...denied, text: "" }, "the body is empty"),
      "Unexpected response from the service: 403 the body is empty",
    ],
    [
      new CceApiError(facts("showUpgradeWorkFlow"), "unprocessed", denied, summarizeErrorBody(undefined), "a hint"),
      "The service returned 403: no reason given – a hint",
    ],
    [
      new CceApiError(facts("projectIdFor"), "unprocessed", denied, summarizeErrorBody(undefined)),
      "IAM returned 403: no reason given",
    ],
    [
      new CceApiError(facts("credentialsFromEcs"), "unprocessed", denied, summarizeErrorBody(undefined)),
      "The metadata service returned 403: no reason given",
    ],
    [new UsageError("many.csv is empty"), "many.csv is empty"],
  ])("has no names of operations and options, and no milliseconds: %s", (error, message) => {
    expect(messageOf(error)).toBe(message);
  });

  it.each([
    [
      "with a title",
      "<html>\n<head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
      "an HTML page, 502 Bad Gateway",
    ],
    ["with none", "<!DOCTYPE html><body>Denied", "an HTML page"],
    [
      "that is long",
      `<HTML><head><title>Blocked</title></head>${"<p>by policy</p>".repeat(99)}`,
      "an HTML page, Blocked",
    ],
    [
      "with a title far behind its beginning",
      `<html><head>${"<meta>".repeat(26)}<title>${"x".repeat(99)}`,
      /an HTML page, x+ \(request/,
    ],
  ])("sums up an HTML page %s", async (_, page, told) => {
    const { code, stderr } = await failWith(403, page, "text/html");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cce-upgrade: The service returned 403: an HTML page/);
    expect(stderr).toMatch(told);
    expect(stderr).toContain("(request r1)");
    expect(stderr).not.toMatch(/<[a-z]|ShowUpgrade|listUpgrade/);
  });

  it("leaves what the service says as it is", async () => {
    const { stderr } = await failWith(400, '{"errorCode":"CCE.01400001","message":"a<b, wait 500 ms"}');
    expect(stderr).toBe("cce-upgrade: The service returned 400 CCE.01400001: a<b, wait 500 ms (request r1)\n");
  });
});

describe("with --json a failure is one object on standard error, and standard output is empty:", () => {
  it("one of the service", async () => {
    const body = JSON.stringify({ errorCode: "CCE.01400001", error_code: "CCE_CM.1", message: "no" });
    const { code, stdout, stderr } = await failWith(400, body, "application/json", ["--json"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(stderr)).toEqual({
      name: "CceApiError",
      message: "The service returned 400 CCE.01400001 (CCE_CM.1): no (request r1)",
      status: 400,
      errorCode: "CCE.01400001",
      innerErrorCode: "CCE_CM.1",
      requestId: "r1",
      outcome: "unprocessed",
    });
  });

  it.each([
    ["a mistake in the command line", [...list, "--json", "--bogus"], "unknown option '--bogus' (see --help)"],
    ["a cluster that is missing", ["show", "--json"], "Give --cluster (see --help)."],
    [
      "a region that is missing",
      [...list, "--json"],
      "Give --region or --endpoint, or set CCE_REGION or CCE_ENDPOINT.",
    ],
    ["a batch that cannot begin", ["cancel", "--from", "none.csv", "--yes", "--json"], "none.csv cannot be read: "],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await runHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(stderr)).toEqual({ name: "UsageError", message: expect.stringContaining(message) as string });
  });

  it("one that nobody knows the outcome of", () => {
    const { context } = fakeTerminal({ args: [] });
    const error = new CceCancelOutcomeUnknownError(undefined, []);
    expect(failureData(context, error)).toMatchObject({ name: "CceCancelOutcomeUnknownError", outcome: "unknown" });
  });

  it("without secrets, also those that JSON escapes hide", () => {
    const terminal = fakeTerminal({ args: ["--json"] });
    terminal.context.secrets.add('pass"word');
    reportFailure(terminal.context, new CommandError('no: pass"word'));
    expect(JSON.parse(terminal.stderr())).toEqual({ name: "CommandError", message: "no: [redacted]" });
  });

  it("the last line with --debug, which talks", async () => {
    const { stderr } = await failWith(400, `{"message":"bad ${token}"}`, "application/json", ["--json", "--debug"]);
    const lines = stderr.trim().split("\n");
    expect(lines.at(0)).toMatch(/^debug: GET/);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ name: "CceApiError" });
    expect(stderr).not.toContain(token);
  });
});
