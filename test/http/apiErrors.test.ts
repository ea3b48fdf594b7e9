import { CceApiError, CceCallError, CceError, isCceApiError, isCceError } from "../../src/index.js";
import { callByName, cancel, clientOf, failureOf, openapi, operations, type ResponseObject } from "../helpers/calls.js";
import { answer, closeServers, startServer } from "../helpers/server.js";

afterEach(closeServers);

/** The error of a call that is answered with `status` and `body`. */
async function errorOf(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<CceApiError> {
  const server = await startServer((_request, response) => {
    answer(response, status, body, headers);
  });
  return failureOf(clientOf(server.url, { maxAttempts: 1 }).upgradeWorkFlowUpdate(cancel), isCceApiError);
}

const hybrid = {
  kind: "Status",
  apiVersion: "v1",
  metadata: {},
  status: "Failure",
  code: 400,
  errorCode: "CCE.01400001",
  errorMessage: "Invalid request.",
  error_code: "CCE_CM.0004",
  error_msg: "Request is invalid",
  message: "the upgrade workflow can not be cancelled",
  reason: "BadRequest",
};

type Codes = Pick<CceApiError, "errorCode" | "innerErrorCode" | "errorMessage" | "requestId">;
const nothing: Codes = {
  errorCode: undefined,
  innerErrorCode: undefined,
  errorMessage: undefined,
  requestId: undefined,
};

const shapes: readonly [string, object, Partial<Codes>][] = [
  [
    "the documented form",
    { errorCode: "CCE.01401001", errorMessage: "Authorization failed." },
    { errorCode: "CCE.01401001", errorMessage: "Authorization failed." },
  ],
  [
    "the hybrid with a Kubernetes Status",
    hybrid,
    { errorCode: "CCE.01400001", innerErrorCode: "CCE_CM.0004", errorMessage: hybrid.message },
  ],
  [
    "the hybrid of 2025, with a request ID",
    { ...hybrid, request_id: "body-id" },
    { errorCode: "CCE.01400001", innerErrorCode: "CCE_CM.0004", errorMessage: hybrid.message, requestId: "body-id" },
  ],
  [
    "the older hybrid",
    { ...hybrid, errorCode: "E.CFE.4000201", error_code: "CCE_CM.0201" },
    { errorCode: "E.CFE.4000201", innerErrorCode: "CCE_CM.0201", errorMessage: hybrid.message },
  ],
  [
    "the hybrid without its message",
    { ...hybrid, message: undefined },
    { errorCode: "CCE.01400001", innerErrorCode: "CCE_CM.0004", errorMessage: "Invalid request." },
  ],
  [
    "the hybrid with blank texts",
    { ...hybrid, message: " ", errorMessage: "", errorCode: "" },
    { errorCode: "CCE_CM.0004", errorMessage: "Request is invalid" },
  ],
  [
    "the same code twice",
    { errorCode: "CCE.1", error_code: "CCE.1", errorMessage: "m" },
    { errorCode: "CCE.1", errorMessage: "m" },
  ],
  [
    "the oldest form",
    { ErrorCode: "CCE_CM.0003", Message: "Resource not found" },
    { errorCode: "CCE_CM.0003", errorMessage: "Resource not found" },
  ],
  [
    "the oldest form with an inner code",
    { ErrorCode: "CCE_CM.0003", Message: "Resource not found", error_code: "X.1", error_msg: "x" },
    { errorCode: "CCE_CM.0003", innerErrorCode: "X.1", errorMessage: "Resource not found" },
  ],
  [
    "the gateway's form",
    { error_code: "APIGW.0301", error_msg: "Incorrect IAM authentication information", request_id: "gw-id" },
    { errorCode: "APIGW.0301", errorMessage: "Incorrect IAM authentication information", requestId: "gw-id" },
  ],
  [
    "IAM's nested form",
    { error: { code: 401, message: "The request you have made requires authentication.", title: "Unauthorized" } },
    { errorCode: "401", errorMessage: "The request you have made requires authentication." },
  ],
  [
    "the gateway's form before IAM's",
    { error: { code: 401, message: "inner" }, error_code: "APIGW.0301", error_msg: "outer" },
    { errorCode: "APIGW.0301", errorMessage: "outer" },
  ],
  ["plain code and message", { code: "CCE.400", message: "m" }, { errorCode: "CCE.400", errorMessage: "m" }],
  [
    "plain code and message with a request ID",
    { code: "APIG.0301", message: "m", request_id: "r" },
    { errorCode: "APIG.0301", errorMessage: "m", requestId: "r" },
  ],
  ["short names", { errCode: "E1", errMsg: "m" }, { errorCode: "E1", errorMessage: "m" }],
  [
    "the gateway's form, nested",
    { error: { error_code: "CCE.409", error_msg: "busy" } },
    { errorCode: "CCE.409", errorMessage: "busy" },
  ],
  ...["badRequest", "itemNotFound", "forbidden", "conflictingRequest"].map((name): [string, object, Partial<Codes>] => [
    `OpenStack's ${name}`,
    { [name]: { message: "Cluster not found", code: 404 } },
    { errorCode: "404", errorMessage: "Cluster not found" },
  ]),
  [
    "a list of errors",
    { errors: [{ error_code: "E2", error_msg: "m2" }, { error_code: "E3" }] },
    { errorCode: "E2", errorMessage: "m2" },
  ],
  ["a fault", { fault: { faultstring: "boom", detail: { errorcode: "steps.Failed" } } }, { errorMessage: "boom" }],
  [
    "a refusal with an encoded reason",
    { error_code: "PAP5.0012", error_msg: "denied", encoded_authorization_message: "xyz" },
    { errorCode: "PAP5.0012", errorMessage: "denied" },
  ],
  [
    "a Kubernetes Status, whose number is the HTTP status once more",
    {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      code: 400,
      message: "m",
      reason: "BadRequest",
    },
    { errorMessage: "m" },
  ],
  ["a nested error that is text", { error: "nope" }, {}],
  ["a nested error that is a list", { error: [{ code: 1 }] }, {}],
  ["fields of the wrong type", { errorCode: ["x"], errorMessage: {}, error_code: null, message: true }, {}],
  ["an empty object", {}, {}],
];

describe("the error of an answer", () => {
  it.each(shapes)("reads %s", async (_name, body, codes) => {
    const error = await errorOf(400, JSON.stringify(body));
    const { errorCode, innerErrorCode, errorMessage, requestId } = error;
    expect({ errorCode, innerErrorCode, errorMessage, requestId }).toEqual({ ...nothing, ...codes });
    expect(error.body).toEqual(JSON.parse(JSON.stringify(body)));
    expect(error.status).toBe(400);
  });

  const others: readonly [string, string | Buffer, unknown, string][] = [
    ["an empty body", "", undefined, "(no reason given)"],
    ["a blank body", " \r\n ", undefined, "(no reason given)"],
    ["null", "null", null, "(no reason given)"],
    ["a number", "42", 42, "(no reason given)"],
    ["true", "true", true, "(no reason given)"],
    ["an array", '[{"errorCode":"CCE.1"}]', [{ errorCode: "CCE.1" }], "(no reason given)"],
    ["text in JSON", '"out of order"', "out of order", "out of order"],
    [
      "a page of HTML",
      "<html>\r\n<body>502\tBad Gateway</body></html>",
      "<html>\r\n<body>502\tBad Gateway</body></html>",
      "<html> <body>502 Bad Gateway</body></html>",
    ],
    ["JSON that breaks off", '{"errorCode":"CCE.1', '{"errorCode":"CCE.1', '{"errorCode":"CCE.1'],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22]), "\ufffd", "\ufffd"],
  ];

  it.each(others)("survives %s", async (_name, text, body, shown) => {
    const error = await errorOf(500, text);
    expect(error.body).toEqual(body);
    expect(error.errorCode).toBeUndefined();
    expect(error.message).toContain(`upgradeWorkFlowUpdate: 500 ${shown}`);
  });

  it("survives a body that ends before its announced end", async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(400, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"errorCode":"CCE.1"}', () => response.destroy());
    });
    const error = await failureOf(clientOf(server.url).upgradeWorkFlowUpdate(cancel), isCceApiError);
    expect(error).toMatchObject({ status: 400, errorCode: "CCE.1", attempts: 1 });
  });

  it("survives nesting deeper than the stack", async () => {
    const text = "[".repeat(200_000) + "]".repeat(200_000);
    const error = await errorOf(400, text);
    expect(error.message.length).toBeLessThan(500);
    expect(typeof error.body === "string" || Array.isArray(error.body)).toBe(true);
  });

  it("keeps what it does not read", async () => {
    const body = {
      errorCode: "CCE.01403001",
      errorMessage: "Forbidden",
      details: [{ error_code: "IAM.0002", error_msg: "no" }],
      encoded_authorization_message: "bm90LWEtcmVhbC1tZXNzYWdl",
      unheard_of: { deep: [1] },
    };
    const error = await errorOf(403, JSON.stringify(body));
    expect(error.body).toEqual(body);
  });

  it("does not let a body reach into prototypes", async () => {
    const error = await errorOf(400, '{"__proto__":{"errorCode":"CCE.1"},"constructor":{"errorCode":"CCE.2"}}');
    expect(error.errorCode).toBeUndefined();
    expect(Object.getPrototypeOf(error.body)).toBe(Object.prototype);
  });

  it("takes the request ID of the header before the one of the body", async () => {
    const error = await errorOf(404, '{"request_id":"of-body"}', { "X-Request-Id": "of-header" });
    expect(error.requestId).toBe("of-header");
    expect(error.headers["x-request-id"]).toBe("of-header");
  });

  it("says operation, status, codes, reason and request ID in one line", async () => {
    const error = await errorOf(409, JSON.stringify({ ...hybrid, message: "first\r\nsecond\u2028third\u001b[31m" }), {
      "x-request-id": "r-1",
    });
    expect(error.message).toBe(
      "upgradeWorkFlowUpdate: 409 CCE.01400001 (CCE_CM.0004) first second third [31m (request r-1)",
    );
    expect(error.errorMessage).toBe("first\r\nsecond\u2028third\u001b[31m");
  });

  it("keeps its message short, whatever the answer says", async () => {
    const long = "x".repeat(100_000);
    const error = await errorOf(400, JSON.stringify({ errorCode: long, error_code: `${long}y`, message: long }));
    expect(error.message.length).toBeLessThan(1_000);
    expect(error.errorMessage).toBe(long);
    expect((await errorOf(400, long)).message.length).toBeLessThan(1_000);
  });

  it("is an Error, one of ours, and safe as JSON", async () => {
    const error = await errorOf(404, JSON.stringify(hybrid), { "x-request-id": "r-1", "set-cookie": "session=1" });
    for (const kind of [Error, CceError, CceCallError, CceApiError]) expect(error).toBeInstanceOf(kind);
    expect(error.name).toBe("CceApiError");
    expect(error.stack).toContain("CceApiError: upgradeWorkFlowUpdate: 404");
    const json = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
    expect(json).toMatchObject({
      name: "CceApiError",
      message: error.message,
      operation: "upgradeWorkFlowUpdate",
      status: 404,
      errorCode: "CCE.01400001",
      innerErrorCode: "CCE_CM.0004",
      errorMessage: hybrid.message,
      requestId: "r-1",
      attempts: 1,
      totalDelayMs: 0,
      outcome: "unprocessed",
      body: hybrid,
    });
    expect(json).not.toHaveProperty("stack");
    expect(json["headers"]).toMatchObject({ "set-cookie": "[redacted]" });
  });
});

describe("every status from 400 to 599", () => {
  // The fetch standard gives no page the answer of a proxy (407), and sends a misdirected request (421) once more.
  const ownWays = [407, 421];

  function everyStatus() {
    return startServer((request, response) => {
      const status = Number(/clusters\/(\d+)\//.exec(request.url ?? "")?.[1]);
      answer(response, status, JSON.stringify({ errorCode: `CCE.${status}`, errorMessage: "m" }));
    });
  }

  it("gives a CceApiError with the codes of the body", async () => {
    const server = await everyStatus();
    const cce = clientOf(server.url, { maxAttempts: 1 });
    const statuses = Array.from({ length: 200 }, (_, index) => 400 + index).filter((each) => !ownWays.includes(each));
    await Promise.all(
      statuses.map(async (status) => {
        const call = cce.upgradeWorkFlowUpdate({ ...cancel, cluster_id: String(status) });
        const error = await failureOf(call, isCceApiError);
        expect(error).toMatchObject({ status, errorCode: `CCE.${status}`, attempts: 1 });
        expect(error.outcome).toBe(status >= 500 && status !== 503 ? "unknown" : "unprocessed");
      }),
    );
    expect(server.requests).toHaveLength(statuses.length);
  });

  it("is an error of ours also where the runtime has its own way", async () => {
    const { url } = await everyStatus();
    const calls = ownWays.map((status) =>
      failureOf(clientOf(url).upgradeWorkFlowUpdate({ ...cancel, cluster_id: String(status) }), isCceError),
    );
    const [hidden, misdirected] = await Promise.all(calls);
    // fetch gives no answer at all, node:http the one that came.
    const ends = [
      ["CceConnectionError", "unknown"],
      ["CceApiError", "unprocessed"],
    ];
    expect(ends).toContainEqual([hidden?.name, (hidden as CceCallError).outcome]);
    expect(misdirected).toMatchObject({ name: "CceApiError", status: 421, outcome: "unprocessed" });
  });
});

describe("the errors the spec declares", () => {
  const resolve = (response: ResponseObject): ResponseObject =>
    openapi.components.responses[response.$ref?.split("/").at(-1) ?? ""] ?? response;
  const declared = operations.map((operation) => ({
    operation,
    examples: Object.entries(operation.responses)
      .filter(([status]) => Number(status) >= 400)
      .flatMap(([status, response]) =>
        Object.values(resolve(response).content ?? {}).flatMap((content) =>
          Object.entries(content.examples ?? {}).map(([name, example]) => {
            const value = openapi.components.examples[example.$ref?.split("/").at(-1) ?? ""]?.value ?? example.value;
            return { status: Number(status), name, body: value as Readonly<Record<string, unknown>> };
          }),
        ),
      ),
  }));

  it("have each an example at the least, for every operation", () => {
    for (const { operation, examples } of declared) {
      const statuses = Object.keys(operation.responses).map(Number);
      expect(statuses.length).toBeGreaterThan(10);
      expect([...new Set(examples.map(({ status }) => status))]).toEqual(statuses.filter((status) => status >= 400));
    }
  });

  // Operations share their errors: each of them once, of one operation after the other.
  const different = new Map(
    declared.flatMap(({ operation, examples }) =>
      examples.map((example) => [JSON.stringify(example), { operation, ...example }] as const),
    ),
  );
  const sampled = [...different.values()].map((example, index) => ({
    ...example,
    operation: operations[index % operations.length] ?? example.operation,
  }));

  it.each(sampled)("$status $name is read as it stands", async ({ operation, status, body }) => {
    const server = await startServer((_request, response) => {
      answer(response, status, JSON.stringify(body));
    });
    const error = await failureOf(callByName(clientOf(server.url, { maxAttempts: 1 }), operation), isCceApiError);
    const code = body["errorCode"] ?? body["error_code"];
    expect(error).toMatchObject({ operation: operation.operationId, status, body, errorCode: code });
    expect(error.innerErrorCode).toBe(body["error_code"] === code ? undefined : body["error_code"]);
    expect(error.errorMessage).toBe(body["message"] ?? body["errorMessage"] ?? body["error_msg"]);
    expect(error.requestId).toBe(body["request_id"]);
    expect(typeof error.errorCode).toBe("string");
  });
});
