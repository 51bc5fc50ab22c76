import { z } from "zod";
import {
  contactCreateSchema,
  contactListQuerySchema,
  contactPatchSchema,
  contactSchema,
  dossierEntrySchema,
  dossierFieldsSchema,
  mergeSchema,
  subscriptionSchema,
} from "../contacts.ts";
import { consentSchema } from "../consents.ts";
import { defineEndpoints } from "../endpoint.ts";
import { idOf } from "../ids.ts";
import { listOf, pageQuerySchema } from "../shapes.ts";

const contactParams = z.object({ id: idOf("contact") });
const entryParams = z.object({ id: idOf("contact"), entryId: idOf("dossierEntry") });
const mergeParams = z.object({ id: idOf("contact"), mergeId: idOf("merge") });

export const contactEndpoints = defineEndpoints({
  "GET /api/contacts/{id}/consents": {
    summary: "What the contact said about being written to, newest first",
    realm: "console",
    params: contactParams,
    query: pageQuerySchema,
    status: 200,
    response: listOf(consentSchema),
  },
  "GET /api/contacts": {
    summary: "Contacts of the tenant",
    realm: "console",
    query: contactListQuerySchema,
    status: 200,
    response: listOf(contactSchema),
  },
  "POST /api/contacts": {
    summary: "Create a contact",
    realm: "console",
    needs: "write",
    body: contactCreateSchema,
    status: 201,
    response: contactSchema,
    problems: ["phone_taken", "email_taken"],
  },
  "GET /api/contacts/{id}": {
    summary: "One contact",
    realm: "console",
    params: contactParams,
    status: 200,
    response: contactSchema,
  },
  "PATCH /api/contacts/{id}": {
    summary: "Change a contact",
    realm: "console",
    needs: "write",
    params: contactParams,
    body: contactPatchSchema,
    status: 200,
    response: contactSchema,
    problems: ["phone_taken", "email_taken"],
  },
  "DELETE /api/contacts/{id}": {
    summary: "Delete a contact",
    realm: "console",
    needs: "manage",
    params: contactParams,
    status: 204,
  },
  "PUT /api/contacts/{id}/subscription": {
    summary: "Set the contact's level; the next turn obeys it",
    realm: "console",
    needs: "write",
    params: contactParams,
    body: subscriptionSchema,
    status: 200,
    response: contactSchema,
  },
  "GET /api/contacts/{id}/dossier": {
    summary: "The contact's dossier, newest first",
    realm: "console",
    params: contactParams,
    query: pageQuerySchema,
    status: 200,
    response: listOf(dossierEntrySchema),
  },
  "POST /api/contacts/{id}/dossier": {
    summary: "Add an entry to the dossier",
    realm: "console",
    needs: "write",
    params: contactParams,
    body: dossierFieldsSchema,
    status: 201,
    response: dossierEntrySchema,
  },
  "PATCH /api/contacts/{id}/dossier/{entryId}": {
    summary: "Change an entry of the dossier",
    realm: "console",
    needs: "write",
    params: entryParams,
    body: dossierFieldsSchema.partial(),
    status: 200,
    response: dossierEntrySchema,
  },
  "DELETE /api/contacts/{id}/dossier/{entryId}": {
    summary: "Delete an entry of the dossier",
    realm: "console",
    needs: "write",
    params: entryParams,
    status: 204,
  },
  "GET /api/contacts/{id}/merges": {
    summary: "Merges this contact took part in",
    realm: "console",
    params: contactParams,
    query: pageQuerySchema,
    status: 200,
    response: listOf(mergeSchema),
  },
  "POST /api/contacts/{id}/merges/{mergeId}/undo": {
    summary: "Take a merge back: identities and messages return to where they came from",
    realm: "console",
    needs: "manage",
    params: mergeParams,
    status: 200,
    response: mergeSchema,
    problems: ["conflict"],
  },
});
