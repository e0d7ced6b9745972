// Makes the types of src/api/generated from the checked-in OpenAPI documents of the services.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

const here = dirname(fileURLToPath(import.meta.url));
const documents = join(here, "../../../openapi");
const generated = join(here, "../src/api/generated");

/** Services always answer with every property, with null where there is nothing; the documents do not say so. In requests what has a standard may be left out. */
function complete(document) {
  const bodies = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}))
    .map(({ schema }) => schema?.$ref?.split("/").pop());
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (schema.properties && !name.endsWith("Request") && !bodies.includes(name)) {
      schema.required = Object.keys(schema.properties);
    }
  }
  return document;
}

mkdirSync(generated, { recursive: true });
for (const service of ["config-service", "scheduler-service", "notification-service", "console"]) {
  const document = complete(JSON.parse(readFileSync(join(documents, `${service}.json`), "utf8")));
  writeFileSync(join(generated, `${service}.d.ts`), astToString(await openapiTS(document, { defaultNonNullable: false })));
}
