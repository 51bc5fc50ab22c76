import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { z } from "zod";
import type { Consent } from "../../../../schema/contract/consents.ts";
import type { Contact, DossierEntry, MergePreview, mergeSchema } from "../../../../schema/contract/contacts.ts";
import type { ContactRole, Level } from "../../../../schema/contract/enums.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { hold } from "../../api/hold.ts";
import { keys } from "../../api/keys.ts";
import { createPaged, type Paged } from "../../api/paged.ts";

export type Merge = z.infer<typeof mergeSchema>;

export interface ContactFilters {
  search?: string | undefined;
  role?: ContactRole | undefined;
  level?: Level | undefined;
  state?: "blocked" | "stopped" | undefined;
}

export const createContacts = (filters: Accessor<ContactFilters>): Paged<Contact> =>
  createPaged(() => {
    const { search, role, level, state } = filters();
    const query = {
      ...(search ? { search } : {}),
      ...(role ? { role } : {}),
      ...(level ? { level } : {}),
      ...(state ? { state } : {}),
    };
    return {
      queryKey: keys.contactList(JSON.stringify(query)),
      fetchPage: (cursor, signal) => call("GET /api/contacts", { query: { ...query, ...(cursor ? { cursor } : {}) } }, signal),
    };
  });

/** What joining two would do; read anew each time it is looked at, since anything may have happened to them meanwhile. */
export const createMergePreview = (
  pair: Accessor<{ winnerId: string | undefined; loserId: string | undefined }>,
): Cached<MergePreview> =>
  createCached(() => {
    const { winnerId = "", loserId = "" } = pair();
    return {
      queryKey: keys.mergePreview(winnerId, loserId),
      queryFn: ({ signal }) =>
        call("GET /api/contacts/{id}/merge-preview", { params: { id: winnerId }, query: { with: loserId } }, signal),
      enabled: winnerId !== "" && loserId !== "",
      staleTime: 0,
    };
  });

export const createContact = (id: Accessor<string>): Cached<Contact> =>
  createCached(() => ({
    queryKey: keys.contact(id()),
    queryFn: ({ signal }) => call("GET /api/contacts/{id}", { params: { id: id() } }, signal),
  }));

export const createDossier = (contactId: Accessor<string>): Paged<DossierEntry> =>
  createPaged(() => ({
    queryKey: keys.dossier(contactId()),
    fetchPage: (cursor, signal) =>
      call("GET /api/contacts/{id}/dossier", { params: { id: contactId() }, query: cursor ? { cursor } : {} }, signal),
  }));

export const createMerges = (contactId: Accessor<string>): Paged<Merge> =>
  createPaged(() => ({
    queryKey: keys.merges(contactId()),
    fetchPage: (cursor, signal) =>
      call("GET /api/contacts/{id}/merges", { params: { id: contactId() }, query: cursor ? { cursor } : {} }, signal),
  }));

export const createConsents = (contactId: Accessor<string>): Paged<Consent> =>
  createPaged(() => ({
    queryKey: keys.consents(contactId()),
    fetchPage: (cursor, signal) =>
      call("GET /api/contacts/{id}/consents", { params: { id: contactId() }, query: cursor ? { cursor } : {} }, signal),
  }));

/** Puts a changed contact into the cache and lets its lists be read again. */
export const useKeepContact = (): ((contact: Contact) => void) => {
  const client = useQueryClient();
  return (contact) => {
    hold(client, keys.contact(contact.id), contact);
    void client.invalidateQueries({ queryKey: keys.contacts });
    void client.invalidateQueries({ queryKey: keys.conversations });
  };
};
