// The extensions of the contract: on what they stand and which values they take. redocly.yaml loads this file.

const text = { type: "string" };
const flag = { type: "boolean" };
const meanings = { properties: {}, additionalProperties: text };

/** The extensions by what they stand on. Redocly's rule "struct" checks their values. */
const extensions = {
  Operation: {
    "x-cce-source": text,
    "x-cce-iam-actions": { type: "array", items: text },
    "x-cce-retry": "CceRetry",
  },
  Parameter: {
    // The option of the client whose value a call takes when it does not give the parameter.
    "x-cce-default": { enum: ["projectId"] },
  },
  Schema: {
    "x-cce-source": text,
    "x-cce-knownValues": "CceMeanings",
    "x-enumDescriptions": "CceMeanings",
  },
};

const types = {
  CceMeanings: meanings,
  CceRetry: { properties: { unprocessed: flag, unknown: flag }, required: ["unprocessed", "unknown"] },
};

/** The locations of the references below a value. */
function references(value, location) {
  if (typeof value !== "object" || value === null) return [];
  if (typeof value.$ref === "string") return [location.child("$ref")];
  return Object.entries(value).flatMap(([key, part]) => references(part, location.child(key)));
}

const rules = {
  known: () => ({
    any: (node, { type, location, report }) => {
      for (const name of Object.keys(node ?? {}).filter((key) => key.startsWith("x-cce-"))) {
        if (!type.extensionsPrefix || name in type.properties) continue;
        const known = Object.keys(extensions[type.name] ?? {}).join(", ");
        const message = `${name} is no extension of this place, which takes ${known || "none"}.`;
        report({ message, location: location.child(name).key() });
      }
    },
  }),
  "no-references": () => ({
    any: (node, { type, location, report }) => {
      for (const name of Object.keys(node ?? {}).filter((key) => key.startsWith("x-"))) {
        if (!type.extensionsPrefix) continue;
        for (const place of references(node[name], location.child(name))) {
          report({ message: "No tool follows a reference in an extension. Write the value here.", location: place });
        }
      }
    },
  }),
};

export default () => ({
  id: "extensions",
  rules: { oas3: rules },
  typeExtension: {
    oas3: (known) => ({
      ...known,
      ...types,
      ...Object.fromEntries(
        Object.entries(extensions).map(([holder, added]) => [
          holder,
          { ...known[holder], properties: { ...known[holder].properties, ...added } },
        ]),
      ),
    }),
  },
});
