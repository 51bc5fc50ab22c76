import type { Chance } from "../../platform/clock.ts";
import type { JobHints } from "../../platform/jobs.ts";
import { route, type Route } from "../../platform/route.ts";
import { previewImport } from "./previewImport.ts";
import { getImport, listImportRows, listImports } from "./readImports.ts";
import { startImport } from "./startImport.ts";

/** Lists of people from elsewhere (`schema/contract/endpoints/contactImports.ts`). */
export const contactImportRoutes = (deps: { chance: Chance; hints: JobHints }): Route[] => [
  route("POST /api/contact-imports/preview", ({ caller, body }) => previewImport(caller.db, body)),
  route("POST /api/contact-imports", ({ caller, body }) => startImport(deps, caller.db, caller.userId, body)),
  route("GET /api/contact-imports", ({ caller, query }) => listImports(caller.db, query)),
  route("GET /api/contact-imports/{id}", ({ caller, params }) => getImport(caller.db, params.id)),
  route("GET /api/contact-imports/{id}/rows", ({ caller, params, query }) => listImportRows(caller.db, params.id, query)),
];
