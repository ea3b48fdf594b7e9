import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReadableStream } from "node:stream/web";
import { type DocsServer, type DocsServerOptions, serveDocs } from "../../scripts/serve/docsServer.js";
import { withProjectCopy } from "../helpers/projectCopy.js";
import { skipRedoc } from "../scripts/redoclyDouble.js";

jest.setTimeout(120_000);

const html = "<html><body>Docs</body></html>\n";

async function withServer(options: DocsServerOptions, use: (server: DocsServer, file: string) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), "cce-serve-"));
  const file = join(folder, "index.html");
  writeFileSync(file, html);
  const server = await serveDocs(folder, 0, options);
  try {
    await use(server, file);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** The address a page listens to. */
function eventsOf(page: string): string | undefined {
  return /new EventSource\("([^"]+)"\)/.exec(page)?.[1];
}

/** The next event of a page that listens. */
async function nextEvent(events: Response): Promise<string> {
  const reader = (events.body as ReadableStream<Uint8Array>).getReader();
  return new TextDecoder().decode((await reader.read()).value);
}

describe("the server of the docs", () => {
  it("sends the file as it is without live reload", async () => {
    await withServer({}, async ({ url }) => {
      expect(await (await fetch(url)).text()).toBe(html);
      expect((await fetch(`${url}/live-reload`)).status).toBe(404);
    });
  });

  it("compresses pages, each once, and sends none that the reader has", async () => {
    await withServer({}, async ({ url }, file) => {
      const get = (headers: Record<string, string>) => fetch(url, { headers });
      const plain = await get({ "accept-encoding": "identity" });
      expect([plain.headers.get("content-encoding"), plain.headers.get("vary")]).toEqual([null, "Accept-Encoding"]);
      for (const [accepted, coding] of [
        ["gzip, deflate, br, zstd", "br"],
        ["gzip;q=1.0, br;q=0", "gzip"],
      ] as const) {
        const packed = await get({ "accept-encoding": accepted });
        expect([packed.headers.get("content-encoding"), await packed.text()]).toEqual([coding, html]);
        const etag = packed.headers.get("etag") ?? "";
        expect(etag).not.toBe(plain.headers.get("etag"));
        const again = await get({ "accept-encoding": accepted, "if-none-match": etag });
        expect([again.status, await again.text()]).toEqual([304, ""]);
        writeFileSync(file, `${html}\n`);
        expect((await get({ "accept-encoding": accepted, "if-none-match": etag })).status).toBe(200);
        writeFileSync(file, html);
      }
    });
  });

  it("makes open pages reload, and leaves the file alone", async () => {
    await withServer({ liveReload: true }, async ({ url, reload }, file) => {
      const page = await (await fetch(url)).text();
      expect(page.replace(/<script>.*<\/script>\n/, "")).toBe(html);
      const events = await fetch(url + (eventsOf(page) ?? ""));
      expect(events.headers.get("content-type")).toBe("text/event-stream");
      reload();
      expect(await nextEvent(events)).toBe("data: reload\n\n");
      expect(readFileSync(file, "utf8")).toBe(html);
    });
  });

  it("closes while pages listen", async () => {
    await withServer({ liveReload: true }, async ({ url, close }) => {
      const events = await fetch(`${url}/live-reload`);
      await close();
      await expect(events.text()).rejects.toThrow();
    });
  });
});

describe("npm run docs", () => {
  it("follows a change of the spec, of a sample and of a translation", async () => {
    await withProjectCopy(async (copy) => {
      skipRedoc(copy);
      const docs = copy.start("docs", ["--port", "0"]);
      const [, url = ""] = await docs.printed(/^The docs are on (http:\/\/[\d.]+:\d+),/m);
      await docs.printed(/Stop with Ctrl-C\.$/m);
      const edits = [
        { path: "spec/zh/texts.yaml", from: "本项目与华为云没有关联。", to: "另一句话。", page: "/zh.html" },
        { path: "spec/samples/upgradeWorkFlowUpdate.sh", from: "curl --silent", to: "curl --quiet", page: "/" },
        { path: "spec/openapi.yaml", from: "An independent OpenAPI description", to: "Quite another text", page: "/" },
      ];
      for (const { path, from, to, page } of edits) {
        const before = await (await fetch(url + page)).text();
        expect(before).not.toContain(to);
        const events = await fetch(url + (eventsOf(before) ?? ""));
        copy.write(path, copy.read(path).replace(from, to));
        expect(await nextEvent(events)).toBe("data: reload\n\n");
        const after = await (await fetch(url + page)).text();
        expect(after).toContain(to);
      }
      docs.pressCtrlC();
      expect((await docs.ended).exitCode).toBe(0);
    });
  });
});
