// Lint rules of the contract that no rule of Redocly covers. redocly.yaml turns them on.

const operationFields = {
  externalDocs: "the page that describes it",
  "x-cce-source": 'where it comes from, for example "Table 3" or "The vendor\'s later pages"',
  "x-cce-retry": "whether it may be sent again (unprocessed, unknown)",
};

/** The service and its gateway respond to every operation with any of these. */
const errorStatuses = ["400", "401", "403", "404", "409", "429", "500", "502", "503", "504"];

const schemaFields = {
  description: "what it is",
  "x-cce-source": operationFields["x-cce-source"],
};

function reportMissing(what, fields, value, location, report) {
  for (const [field, meaning] of Object.entries(fields)) {
    if (!value[field]) report({ message: `${what} needs ${field}: ${meaning}.`, location: location.key() });
  }
}

const rules = {
  "operation-complete": () => ({
    Operation: (operation, { location, report }) =>
      reportMissing("An operation", operationFields, operation, location, report),
  }),

  "error-responses": () => ({
    Responses: (responses, { location, report }) => {
      const missing = errorStatuses.filter((status) => !(status in responses));
      if (missing.length === 0) return;
      report({
        message: `An operation declares its error responses. Missing: ${missing.join(", ")}.`,
        location: location.key(),
      });
    },
  }),

  "schema-complete": () => ({
    NamedSchemas: (schemas, { location, report }) => {
      for (const [name, schema] of Object.entries(schemas)) {
        reportMissing(`The schema ${name}`, schemaFields, schema, location.child(name), report);
      }
    },
  }),

  "field-description": () => ({
    SchemaProperties: (properties, { location, report, resolve }) => {
      for (const [name, property] of Object.entries(properties)) {
        if (resolve(property).node?.description) continue;
        report({ message: `The field "${name}" needs a description.`, location: location.child(name).key() });
      }
    },
  }),

  "enum-descriptions": () => ({
    Schema: ({ enum: values = [], "x-enumDescriptions": meanings = {} }, { location, report }) => {
      for (const [index, value] of values.entries()) {
        if (value === null || meanings[value]) continue;
        report({
          message: `The value ${JSON.stringify(value)} needs an explanation in x-enumDescriptions.`,
          location: location.child(["enum", index]),
        });
      }
      for (const value of Object.keys(meanings).filter((explained) => !values.map(String).includes(explained))) {
        report({
          message: `x-enumDescriptions explains "${value}", which is not a value of the enum.`,
          location: location.child(["x-enumDescriptions", value]).key(),
        });
      }
    },
  }),

  // As Redocly's required-string-property-missing-min-length, except that an enum already says what its values are.
  "required-string-min-length": () => ({
    Schema: ({ required = [], properties = {} }, { location, report, resolve }) => {
      for (const name of required.filter((field) => field in properties)) {
        const { node: field } = resolve(properties[name]);
        if (field?.type !== "string" || field.enum || field.minLength) continue;
        report({
          message: `The required field "${name}" needs a minLength; an empty string says nothing.`,
          location: location.child(["properties", name]).key(),
        });
      }
    },
  }),
};

export default () => ({ id: "cce", rules: { oas3: rules } });
