import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { chinese, english, languages } from "../../scripts/pipeline/docs/languages.js";
import { finishPage, redocOptions } from "../../scripts/pipeline/docs/page.js";
import { readTranslations } from "../../scripts/pipeline/docs/translations.js";
import { type RenderedDocs, renderDocs } from "../../scripts/pipeline/docs/render.js";
import type { Spec } from "../../scripts/pipeline/openapi.js";
import { ToolError } from "../../scripts/pipeline/problems.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { withRedocly } from "../../scripts/pipeline/redocly/commandLine.js";
import { readOwnSpec } from "../helpers/specs.js";

jest.setTimeout(120_000);

const project = projectAt(process.cwd());

let spec: Spec;

beforeAll(async () => {
  spec = await readOwnSpec();
});

describe("the built docs", () => {
  let rendered: RenderedDocs;

  beforeAll(async () => {
    rendered = await withRedocly(project.root, (redocly) =>
      renderDocs(project, spec, readTranslations(project), redocly),
    );
  });

  it("are in the language of the page throughout: every label of Redoc is where it is expected", () => {
    expect(rendered.warnings).toEqual([]);
  });

  it.each(languages)("in $name say so, and link to the other language", (language) => {
    const page = rendered.pages.get(language.file) ?? "";
    const head = page.slice(0, page.indexOf("</head>"));
    expect(head).toContain(`<html lang="${language.tag}">`);
    expect(head).toContain('<link rel="icon" href="data:image/svg+xml,');
    expect(head).toContain(`sha256 ${spec.hash}`);
    expect(head).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const other of languages.filter(({ file }) => file !== language.file)) {
      expect(page).toContain(`<a href="${basename(other.file)}" hreflang="${other.tag}" lang="${other.tag}"`);
    }
    expect(page).not.toContain("cdn.redoc.ly/redoc/logo");
    expect(page).not.toContain("/live-reload");
  });

  it("offer the languages of code samples in the order of languages.yaml, whatever operation comes first", () => {
    const language = (label: string) => ({ lang: label.toLowerCase(), label });
    const [first, second, unused] = [language("First"), language("Second"), language("Unused")];
    const operation = (samples: readonly object[]) => ({
      get: { responses: {}, "x-codeSamples": samples.map((sample) => ({ ...sample, source: "" })) },
    });
    const document = {
      info: { title: "Ponds", version: "1" },
      paths: { "/a": operation([second]), "/b": operation([first, second]) },
    };
    expect(redocOptions(document, [first, unused, second])).toMatchObject({
      codeSamples: { languages: [first, second, { lang: "Payload" }] },
    });
  });

  const images = "https://cdn.redoc.ly/redoc/one.svg https://cdn.redoc.ly/redoc/two.svg";

  it("are not built when Redoc loads other images than expected", () => {
    expect(() => finishPage("", english)).toThrow(ToolError);
    expect(() => finishPage("", english)).toThrow("was expected to leave 2 images on a foreign host and left 0");
    expect(finishPage(images, english)).toEqual({
      html: expect.stringMatching(/^data:image\/svg\+xml,\S+ data:image\/svg\+xml,\S+$/) as unknown,
      warnings: [],
    });
  });

  it("show English where a label of Redoc has changed, and warn of each", () => {
    const { html, warnings } = finishPage(`${images} children:\`Description\``, chinese);
    expect(html).toMatch(/ children:`说明`$/);
    expect(warnings).toContainEqual(
      expect.stringMatching(/^Redoc's code has placeholder:`Search docs...` 0 times and not once/),
    );
    expect(warnings.join("\n")).not.toContain("Description");
  });
});

describe("the diagram", () => {
  const schemas = ["WorkFlowPhase", "UpgradeWorkflowTaskStatus"];

  it.each(["spec/diagram.svg", "spec/zh/diagram.svg"])("has every phase and state: %s", (file) => {
    const { document } = spec;
    const words = [...readFileSync(file, "utf8").matchAll(/<text [^>]*>([^<]+)</g)].map(([, word]) => word);
    for (const schema of schemas) {
      for (const value of document.components?.schemas?.[schema]?.enum ?? []) expect(words).toContain(value);
    }
  });

  it("is drawn alike in both languages", () => {
    const shapes = (file: string) =>
      readFileSync(file, "utf8").replaceAll(/<text [^>]*>[^<]*<\/text>|<title[^>]*>[^<]*<\/title>/g, "");
    expect(shapes("spec/zh/diagram.svg")).toBe(shapes("spec/diagram.svg"));
  });

  it("is described in words where the file cannot be shown", () => {
    const { info } = JSON.parse(readFileSync("generated/openapi.json", "utf8")) as { info: { description: string } };
    expect(info.description).not.toContain("diagram.svg");
    expect(info.description).toContain("A workflow goes from Init to Running");
  });
});
