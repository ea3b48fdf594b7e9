import { startMockWith, type Mock } from "../../src/mock/startMock.js";
import { request } from "./support.js";

const things = {
  openapi: "3.0.3",
  info: { title: "Things", version: "1" },
  paths: {
    "/things/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        operationId: "showThing",
        parameters: [{ name: "tag", in: "query", schema: { type: "array", items: { type: "integer" } } }],
        responses: {
          200: {
            description: "A thing",
            content: { "application/json": { schema: { type: "object", properties: { id: { type: "string" } } } } },
          },
          400: { description: "No", content: { "application/json": { example: { no: true } } } },
        },
      },
      delete: { responses: { 204: { description: "Gone" } } },
    },
    "/things/special": {
      get: {
        operationId: "showSpecial",
        responses: { 200: { description: "Special", content: { "application/json": { example: { special: true } } } } },
      },
    },
  },
};

describe("a document of other operations", () => {
  let mock: Mock;

  beforeAll(async () => {
    mock = await startMockWith(things);
  });

  afterAll(async () => {
    await mock.close();
  });

  it("is served from its examples, or from its schemas if it has none", async () => {
    expect((await request(`${mock.url}/things/special`)).body).toEqual({ special: true });
    expect((await request(`${mock.url}/things/a%20b`)).body).toEqual({ id: "string" });
    expect(mock.requests.map(({ operation }) => operation)).toEqual(["showSpecial", "showThing"]);
  });

  it("checks queries", async () => {
    expect((await request(`${mock.url}/things/a?tag=1&tag=2&tag=3`)).status).toBe(200);
    expect((await request(`${mock.url}/things/a?tag=1&tag=two`)).body).toHaveProperty(
      "message",
      expect.stringMatching(/query parameter tag\S* must be integer/),
    );
  });

  it("may respond without a body", async () => {
    const { status, text } = await request(`${mock.url}/things/a`, { method: "DELETE" });
    expect([status, text]).toEqual([204, ""]);
  });

  it("responds with the example in a scenario of workflows it does not have", async () => {
    const { status, body } = await request(`${mock.url}/things/special`, { headers: { Prefer: "scenario=success" } });
    expect([status, body]).toEqual([200, { special: true }]);
  });

  it("without the response of a scenario makes the mock fail", async () => {
    const { status, body } = await request(`${mock.url}/things/special`, { headers: { Prefer: "scenario=throttled" } });
    expect(status).toBe(500);
    expect(body).toMatchObject({
      error_code: "APIGW.0601",
      error_msg: expect.stringContaining("The mock failed") as unknown,
    });
  });
});

/** A GET with the given parameters and response, and no other responses. */
function get(operationId: string, parameters: readonly object[], type = "application/json", example: unknown = "text") {
  const content = { [type]: { example } };
  return { operationId, parameters, responses: { 200: { description: "Success", content } } };
}

function pathParameter(name: string): object {
  return { name, in: "path", required: true, schema: { type: "string", pattern: "^[a-z]+$" } };
}

const list = { type: "array", items: { type: "integer" } };

const corners = {
  openapi: "3.0.3",
  info: { title: "Corners", version: "1" },
  components: { securitySchemes: { Token: { type: "apiKey", in: "header", name: "X-Token" } } },
  paths: {
    "/report.{format}": { get: get("report", [pathParameter("format")]) },
    "/{a}-{b}": { get: get("pair", [pathParameter("a"), pathParameter("b")]) },
    "/text": { get: get("text", [], "text/plain"), options: get("options", []) },
    "/optional": { get: get("optional", [{ name: "X-List", in: "header", schema: list }]) },
    "/required": { get: get("required", [{ name: "X-List", in: "header", required: true, schema: list }]) },
    "/secured": { get: { ...get("secured", []), security: [{ Token: [] }] } },
  },
};

describe("a document with rare features", () => {
  let mock: Mock;

  beforeAll(async () => {
    mock = await startMockWith(corners);
  });

  afterEach(() => {
    mock.reset();
  });

  afterAll(async () => {
    await mock.close();
  });

  it.each([
    ["/report.pdf", "report"],
    ["/left-right", "pair"],
  ])("matches %s as a template of text and parameters", async (path, operation) => {
    expect((await request(mock.url + path)).status).toBe(200);
    expect(mock.requests[0]?.operation).toBe(operation);
  });

  it.each([
    ["/report.PDF", "format"],
    ["/left-RIGHT", "b"],
  ])("checks the parameters of %s", async (path, name) => {
    const { status, body } = await request(mock.url + path);
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining(`path parameter ${name} must match`) as unknown }),
    ]);
  });

  it.each(["/reportXpdf", "/report.", "/report./pdf"])("does not match %s", async (path) => {
    expect((await request(mock.url + path)).status).toBe(404);
  });

  it("sends text as JSON with its quotes, and as plain text without", async () => {
    expect((await request(`${mock.url}/report.pdf`)).text).toBe('"text"');
    expect((await request(`${mock.url}/text`)).text).toBe("text");
  });

  it("serves a declared OPTIONS, but not to a preflight", async () => {
    const method = "OPTIONS";
    expect(await request(`${mock.url}/text`, { method })).toMatchObject({ status: 200, text: '"text"' });
    const headers = { "Access-Control-Request-Method": "GET" };
    expect((await request(`${mock.url}/text`, { method, headers })).status).toBe(204);
    expect(mock.requests.map(({ operation }) => operation)).toEqual(["options"]);
  });

  it("checks a header that is a list, whether it is optional or required", async () => {
    const status = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await request(mock.url + path, { headers })).status;
    for (const path of ["/optional", "/required"]) {
      expect(await status(path, { "X-List": "1,2" })).toBe(200);
      expect(await status(path, { "X-List": "1,two" })).toBe(400);
    }
    expect([await status("/optional", {}), await status("/required", {})]).toEqual([200, 400]);
  });

  it("refuses with 400 and 401 although it declares neither", async () => {
    const unsigned = await request(`${mock.url}/secured`);
    expect([unsigned.status, unsigned.body]).toEqual([401, expect.objectContaining({ error_code: "APIGW.0301" })]);
    expect((await request(`${mock.url}/secured`, { headers: { "X-Token": "t" } })).status).toBe(200);
    const invalid = await request(`${mock.url}/required`);
    expect([invalid.status, invalid.body]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringMatching(/x-list/i) as unknown }),
    ]);
  });
});
