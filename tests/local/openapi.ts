import { writeFile } from "node:fs/promises";
import { openApiText } from "../../workers/api/openapi.ts";

/** Writes `docs/openapi.json` afresh; run it after the contract has changed. */
await writeFile(new URL("../../docs/openapi.json", import.meta.url), openApiText());
