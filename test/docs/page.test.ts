import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { languages } from "../../scripts/pipeline/docs/languages.js";
import { finishPage } from "../../scripts/pipeline/docs/page.js";
import { readTranslations } from "../../scripts/pipeline/docs/translations.js";
import { renderDocs } from "../../scripts/pipeline/docs/render.js";
import { ToolError } from "../../scripts/pipeline/problems.js";
import { projectAt } from "../../scripts/pipeline/project.js";
import { readSpec, type Spec } from "../../scripts/pipeline/spec.js";
import { withRedocly } from "../../scripts/pipeline/redocly/commandLine.js";

jest.setTimeout(120_000);

const project = projectAt(process.cwd());

describe("the built docs", () => {
  let spec: Spec;
  let pages: Map<string, string>;

  async function render(): Promise<Map<string, string>> {
    return withRedocly(project.root, (redocly) => renderDocs(project, spec, readTranslations(project), redocly));
  }

  beforeAll(async () => {
    spec = await readSpec(project);
    pages = await render();
  });

  it("are the same bytes each time", async () => {
    expect(await render()).toEqual(pages);
  });

  it.each(languages)("in $name say so, and link to the other language", (language) => {
    const page = pages.get(language.file) ?? "";
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

  it("are told when Redoc has changed what they rely on", () => {
    const [english, chinese] = languages;
    if (english === undefined || chinese === undefined) throw new Error("There are two languages.");
    const images = "https://cdn.redoc.ly/redoc/one.svg https://cdn.redoc.ly/redoc/two.svg";
    expect(() => finishPage("", english)).toThrow(ToolError);
    expect(() => finishPage("", english)).toThrow("was expected to leave 2 images on a foreign host and left 0");
    expect(finishPage(images, english)).toMatch(/^data:image\/svg\+xml,\S+ data:image\/svg\+xml,\S+$/);
    expect(() => finishPage(images, chinese)).toThrow("was expected to leave 1 functions that give labels and left 0");
  });
});

describe("the diagram", () => {
  const schemas = ["WorkFlowPhase", "UpgradeWorkflowTaskStatus"];

  it.each(["spec/diagram.svg", "spec/zh/diagram.svg"])("has every phase and state: %s", async (file) => {
    const { document } = await readSpec(project);
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

  it("is told in words where the file cannot be shown", () => {
    const { info } = JSON.parse(readFileSync("generated/openapi.json", "utf8")) as { info: { description: string } };
    expect(info.description).not.toContain("diagram.svg");
    expect(info.description).toContain("A workflow goes from Init to Running");
  });
});
