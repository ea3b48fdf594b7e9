import type { Browser, Page } from "playwright-core";
import type { OpenApiDocument } from "../../scripts/pipeline/openapi.js";
import { mainOperation, operationsOf } from "../../scripts/pipeline/openapi.js";
import { serveDocs } from "../../scripts/serve/docsServer.js";
import { startMock } from "../../src/mock/index.js";
import { mockScenarios } from "../../src/mock/service/scenarios.js";

const credentials = { accessKey: "EXPLORERKEY", secretKey: "explorer-secret" };
const token = "explorer-token";

/** What came of a look at the explorer: each check with what it found. */
export interface ExplorerCheck {
  readonly what: string;
  readonly found: unknown;
  readonly expected: unknown;
}

/** Sends the request and resolves to the status that the page shows. */
async function send(page: Page, operation: string): Promise<string> {
  const part = page.locator(operation);
  const clear = part.getByRole("button", { name: "Clear", exact: true });
  if ((await clear.count()) > 0) await clear.click();
  await part.getByRole("button", { name: "Execute", exact: true }).click();
  const status = part.locator(".live-responses-table .response .response-col_status");
  return ((await status.innerText()).split("\n")[0] ?? "").trim();
}

async function choose(page: Page, operation: string, parameter: string, label: string): Promise<void> {
  const row = page.locator(`${operation} tr[data-param-name="${parameter}"]`);
  const option = row.locator("option").filter({ hasText: label }).first();
  await row.locator("select").selectOption((await option.getAttribute("value")) ?? "");
}

/**
 * Sends calls from the explorer to the mock, with everything else blocked: with a token, signed, refused and throttled.
 *
 * @param folder The built pages.
 */
export async function tryExplorer(
  browser: Browser,
  folder: string,
  document: OpenApiDocument,
): Promise<ExplorerCheck[]> {
  const checks: ExplorerCheck[] = [];
  const expect = (what: string, found: unknown, expected: unknown) => void checks.push({ what, found, expected });
  const mock = await startMock({ accessKeys: [credentials] });
  const docs = await serveDocs(folder, 0);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const foreign: string[] = [];
    await context.route(
      (url) => url.origin !== docs.url && url.origin !== mock.url && url.protocol !== "data:",
      async (route) => {
        foreign.push(route.request().url());
        await route.abort();
      },
    );
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${docs.url}/explorer?mock-port=${mock.port}`);
    const main = mainOperation(document);
    if (main === undefined) throw new Error("The document has no operation.");
    const { operationId = "" } = main.operation;
    const operation = `.opblock[id$="-${operationId}"]`;
    await page.locator(operation).waitFor();
    expect("shows every operation", await page.locator(".opblock").count(), operationsOf(document).length);

    await page.locator(`${operation} .opblock-summary-control`).click();
    await page.locator("#token").fill(token);
    expect("sends a call with a token", await send(page, operation), "200");

    await page.locator("#use-key").check();
    await page.locator("#access-key").fill(credentials.accessKey);
    await page.locator("#secret-key").fill(credentials.secretKey);
    expect("sends a signed call", await send(page, operation), "200");
    await page.locator("#secret-key").fill("wrong");
    expect("is refused with a wrong signature", await send(page, operation), "401");
    await page.locator("#secret-key").fill(credentials.secretKey);

    const [scenario] = mockScenarios.filter(({ status }) => status === 400);
    await choose(page, operation, "upgrade_workflow_id", scenario?.name ?? "");
    expect("is refused by a reserved ID", await send(page, operation), "400");
    const code = page.locator(`${operation} .code`);
    const samples: string[] = [];
    for (const tab of await code.getByRole("button").all()) {
      await tab.click();
      samples.push(await code.locator("pre").innerText());
    }
    expect("shows five languages", samples.length, 5);
    expect(
      "fills in the values",
      samples.filter((sample) => !sample.includes(scenario?.workflowId ?? "?")),
      [],
    );
    const secrets = [token, credentials.accessKey, credentials.secretKey, "Signature="];
    const everything = `${samples.join("\n")}${await page.locator("#explorer").innerText()}`;
    expect(
      "shows no secret",
      secrets.filter((secret) => everything.includes(secret)),
      [],
    );

    await choose(page, operation, "Prefer", "code=429");
    expect("is throttled by a preference", await send(page, operation), "429");
    expect(
      "keeps nothing",
      await page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"),
      0,
    );
    expect("asks no other host", foreign, []);
    expect("has nothing to complain of", complaints, []);
    const sent = mock.requests.map((request) => request.status);
    expect("reaches the mock", sent, [200, 200, 401, 400, 429]);
  } finally {
    await context.close();
    await docs.close();
    await mock.close();
  }
  return checks;
}
