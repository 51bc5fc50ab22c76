import { eraseContact, type EraseDeps } from "../contacts/eraseContact.ts";
import { route, type Route } from "../platform/route.ts";
import { exportContact, type ExportDeps } from "./exportContact.ts";
import { listErasures, readErasure } from "./readErasures.ts";

/** A person's data: taken along, erased, and what was erased (`schema/contract/endpoints/erasures.ts`). */
export const privacyRoutes = (deps: EraseDeps & ExportDeps): Route[] => [
  route("DELETE /api/contacts/{id}", async ({ caller, params }) => {
    const refused = await eraseContact(deps, caller.db, caller.userId, params.id);
    return refused ?? undefined;
  }),
  route("GET /api/contacts/{id}/export", ({ caller, params }) => exportContact(deps, caller.db, caller.userId, params.id)),
  route("GET /api/contacts/{id}/erasure", ({ caller, params }) => readErasure(caller.db, params.id)),
  route("GET /api/erasures", ({ caller, query }) => listErasures(caller.db, query)),
];
