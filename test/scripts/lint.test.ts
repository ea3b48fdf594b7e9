import { type ProjectCopy, withProjectCopy } from "../helpers/projectCopy.js";

jest.setTimeout(240_000);

/** Edits the spec as someone does who knows none of its rules. */
function editWithoutRules(copy: ProjectCopy): void {
  copy.editSpec("\n    WorkFlowSpec:\n", "\n        requester:\n          type: string\n    WorkFlowSpec:\n");
  // A required enum, such as `kind` beside it, needs no length.
  copy.editSpec(
    "\n        - clusterID\n        - target",
    "\n        - clusterVersion\n        - clusterID\n        - target",
  );
  copy.editSpec("\n        - PostCheck\n", "\n        - PostCheck\n        - Backup\n");
  copy.editSpec("        PostCheck: The check", "        Restore: Nothing.\n        PostCheck: The check");
  copy.editSpec(
    "      operationId: listUpgradeWorkFlows\n",
    "      operationId: listUpgradeWorkFlows\n      parameters:\n        - name: limit\n          in: query\n          schema: { type: integer }\n",
  );
  copy.addPath(`  /rehearsals:
    post:
      operationId: startRehearsal
      tags: [Look]
      summary: Start a rehearsal
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                mode:
                  type: boolean
      responses: # of a rehearsal
        "200":
          description: Started.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Rehearsal"
        "400":
          $ref: "#/components/responses/BadRequest"
`);
  copy.editSpec("\n  schemas:\n", "\n  schemas:\n    Rehearsal:\n      type: object\n");
}

describe("npm run lint", () => {
  it("says what ordinary edits lack, with the place of each", async () => {
    await withProjectCopy(async (copy) => {
      editWithoutRules(copy);
      const { exitCode, stderr } = await copy.start("lint").ended;
      const findings = stderr
        .trim()
        .split("\n")
        .filter((finding) => !finding.includes("No Chinese counterpart"));
      const origin = 'x-cce-source: where it comes from, for example "Table 3" or "The vendor\'s later pages"';
      const lines = {
        field: copy.specLine("        requester:"),
        required: copy.specLine(
          "        clusterVersion:\n          type: string\n          description: Version the cluster has now.",
        ),
        value: copy.specLine("        - Backup"),
        explanation: copy.specLine("        Restore:"),
        parameter: copy.specLine("        - name: limit"),
        operation: copy.specLine("  /rehearsals:") + 1,
        inline: copy.specLine("                mode:"),
        responses: copy.specLine("      responses: # of a rehearsal"),
        schema: copy.specLine("    Rehearsal:"),
      };
      const expected: readonly (readonly [keyof typeof lines, string])[] = [
        ["field", 'The field "requester" needs a description. [cce/field-description]'],
        ["field", 'Scalar property should have "example" defined. [scalar-property-missing-example]'],
        [
          "required",
          'The required field "clusterVersion" needs a minLength; an empty string says nothing. [cce/required-string-min-length]',
        ],
        ["value", 'The value "Backup" needs an explanation in x-enumDescriptions. [cce/enum-descriptions]'],
        [
          "explanation",
          'x-enumDescriptions explains "Restore", which is not a value of the enum. [cce/enum-descriptions]',
        ],
        ["parameter", "Parameter object description must be present. [parameter-description]"],
        ["operation", "Operation object should contain `description` field. [operation-description]"],
        ["operation", "An operation needs externalDocs: the page that describes it. [cce/operation-complete]"],
        ["operation", `An operation needs ${origin}. [cce/operation-complete]`],
        [
          "operation",
          "An operation needs x-cce-retry: whether it may be sent again (unprocessed, unknown). [cce/operation-complete]",
        ],
        ["inline", 'The field "mode" needs a description. [cce/field-description]'],
        ["inline", 'Scalar property should have "example" defined. [scalar-property-missing-example]'],
        [
          "responses",
          "An operation declares its error responses. Missing: 401, 403, 404, 409, 429, 500, 502, 503, 504. [cce/error-responses]",
        ],
        ["schema", "The schema Rehearsal needs description: what it is. [cce/schema-complete]"],
        ["schema", `The schema Rehearsal needs ${origin}. [cce/schema-complete]`],
      ];
      expect(findings.map((finding) => finding.replace(/^(spec\/openapi\.yaml:\d+):\d+ /, "$1 ")).sort()).toEqual(
        expected.map(([place, message]) => `spec/openapi.yaml:${lines[place]} ${message}`).sort(),
      );
      expect(exitCode).toBe(1);
    });
  });

  it("finds samples of no operation or language, and an operation of the source page without one", async () => {
    await withProjectCopy(async (copy) => {
      for (const extension of ["ts", "sh", "java", "py", "go"])
        copy.remove(`spec/samples/upgradeWorkFlowUpdate.${extension}`);
      copy.write("spec/samples/updateWorkFlow.ts", "");
      copy.write("spec/samples/upgradeWorkFlowUpdate.rb", "");
      const { exitCode, stderr } = await copy.start("lint").ended;
      const line = copy.specLine("operationId: upgradeWorkFlowUpdate\n");
      expect(stderr).toBe(
        [
          'spec/samples/updateWorkFlow.ts:1:1 The spec has no operation "updateWorkFlow".',
          'spec/samples/upgradeWorkFlowUpdate.rb:1:1 No language for ".rb" in spec/samples/languages.yaml.',
          `spec/openapi.yaml:${line}:7 An operation of the source page needs a code sample: spec/samples/upgradeWorkFlowUpdate.<ts|sh|java|py|go>`,
          "",
        ].join("\n"),
      );
      expect(exitCode).toBe(1);
    });
  });

  it("stops at a language that lacks its label, as generate does", async () => {
    await withProjectCopy(async (copy) => {
      copy.write("spec/samples/languages.yaml", "# Languages\nts: { lang: TypeScript }\n");
      const before = copy.hashes("generated");
      for (const script of ["lint", "generate"]) {
        const { exitCode, stderr } = await copy.start(script).ended;
        expect(stderr).toMatch(/^spec\/samples\/languages\.yaml:2:1 "ts" needs the texts "lang" and "label"\.\n/);
        expect(exitCode).toBe(1);
      }
      expect(copy.hashes("generated")).toEqual(before);
    });
  });
});
