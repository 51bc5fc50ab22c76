import type { JobHints } from "../platform/jobs.ts";
import { route, type Route } from "../platform/route.ts";
import { addDossierEntry } from "./addDossierEntry.ts";
import { blockContact } from "./blockContact.ts";
import { changeDossierEntry } from "./changeDossierEntry.ts";
import { createContact } from "./createContact.ts";
import type { ContactDeps } from "./deps.ts";
import { getContact } from "./getContact.ts";
import { listConsents } from "./listConsents.ts";
import { listContacts } from "./listContacts.ts";
import { listDossier } from "./listDossier.ts";
import { listMerges } from "./listMerges.ts";
import { mergeByHand } from "./mergeByHand.ts";
import { patchContact } from "./patchContact.ts";
import { previewMerge } from "./previewMerge.ts";
import { removeDossierEntry } from "./removeDossierEntry.ts";
import { setSubscription } from "./setSubscription.ts";
import { undoMerge } from "./undoMerge.ts";
import { writeDownConsent } from "./writeDownConsent.ts";

const nothingOr = <R>(refused: R | null): R | undefined => refused ?? undefined;

const dossierRoutes = (deps: ContactDeps): Route[] => [
  route("GET /api/contacts/{id}/dossier", ({ caller, params, query }) => listDossier(caller.db, params.id, query)),
  route("POST /api/contacts/{id}/dossier", ({ caller, params, body }) =>
    addDossierEntry(deps, caller.db, caller.userId, params.id, body),
  ),
  route("PATCH /api/contacts/{id}/dossier/{entryId}", ({ caller, params, body }) =>
    changeDossierEntry(deps, caller.db, caller.userId, { contactId: params.id, entryId: params.entryId }, body),
  ),
  route("DELETE /api/contacts/{id}/dossier/{entryId}", async ({ caller, params }) =>
    nothingOr(await removeDossierEntry(deps, caller.db, caller.userId, { contactId: params.id, entryId: params.entryId })),
  ),
];

const mergeRoutes = (deps: ContactDeps): Route[] => [
  route("GET /api/contacts/{id}/merges", ({ caller, params, query }) => listMerges(caller.db, params.id, query)),
  route("GET /api/contacts/{id}/merge-preview", ({ caller, params, query }) =>
    previewMerge(caller.db, { winnerId: params.id, loserId: query.with }),
  ),
  route("POST /api/contacts/{id}/merge", ({ caller, params, body }) =>
    mergeByHand(deps, caller.db, caller.userId, { winnerId: params.id, loserId: body.contactId }),
  ),
  route("POST /api/contacts/{id}/merges/{mergeId}/undo", ({ caller, params }) =>
    undoMerge(deps, caller.db, caller.userId, { contactId: params.id, mergeId: params.mergeId }),
  ),
];

/** The console's contacts (`schema/contract/endpoints/contacts.ts`). */
export const contactRoutes = (deps: ContactDeps & { hints: JobHints }): Route[] => [
  route("GET /api/contacts", ({ caller, query }) => listContacts(caller.db, query)),
  route("POST /api/contacts", ({ caller, body }) => createContact(deps, caller.db, caller.userId, body)),
  route("GET /api/contacts/{id}", ({ caller, params }) => getContact(caller.db, params.id)),
  route("PATCH /api/contacts/{id}", ({ caller, params, body }) => patchContact(deps, caller.db, caller.userId, params.id, body)),
  route("PUT /api/contacts/{id}/block", ({ caller, params, body }) =>
    blockContact(deps, caller.db, caller.userId, params.id, body.blocked),
  ),
  route("PUT /api/contacts/{id}/subscription", ({ caller, params, body }) =>
    setSubscription(deps, caller.db, caller.userId, params.id, body),
  ),
  route("GET /api/contacts/{id}/consents", ({ caller, params, query }) => listConsents(caller.db, params.id, query)),
  route("POST /api/contacts/{id}/consents", ({ caller, params, body }) => writeDownConsent(deps, caller, params.id, body)),
  ...dossierRoutes(deps),
  ...mergeRoutes(deps),
];
