import { startMock, type Mock } from "../../src/mock/startMock.js";
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
    mock = await startMock({ document: things });
  });

  afterAll(async () => {
    await mock.close();
  });

  it("is served from its examples, or from its schemas where it has none", async () => {
    expect((await request(`${mock.url}/things/special`)).body).toEqual({ special: true });
    expect((await request(`${mock.url}/things/a%20b`)).body).toEqual({ id: "string" });
    expect(mock.requests.map(({ operation }) => operation)).toEqual(["showSpecial", "showThing"]);
  });

  it("has its queries checked", async () => {
    expect((await request(`${mock.url}/things/a?tag=1&tag=2&tag=3`)).status).toBe(200);
    expect((await request(`${mock.url}/things/a?tag=1&tag=two`)).body).toEqual({ no: true });
  });

  it("may answer without a body", async () => {
    const { status, text } = await request(`${mock.url}/things/a`, { method: "DELETE" });
    expect([status, text]).toEqual([204, ""]);
  });

  it("takes a scenario of workflows for what it can be there", async () => {
    const { status, body } = await request(`${mock.url}/things/special`, { headers: { Prefer: "scenario=success" } });
    expect([status, body]).toEqual([200, { special: true }]);
  });

  it("that lacks what is asked for makes the mock say so", async () => {
    const { status, body } = await request(`${mock.url}/things/special`, { headers: { Prefer: "scenario=throttled" } });
    expect(status).toBe(500);
    expect(body).toMatchObject({
      error_code: "APIGW.0601",
      error_msg: expect.stringContaining("The mock failed") as unknown,
    });
  });
});
