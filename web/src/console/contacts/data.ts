import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { z } from "zod";
import type { Consent } from "../../../../schema/contract/consents.ts";
import type { Contact, DossierEntry, mergeSchema } from "../../../../schema/contract/contacts.ts";
import type { ContactRole } from "../../../../schema/contract/enums.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { createPaged, type Paged } from "../../api/paged.ts";

export type Merge = z.infer<typeof mergeSchema>;

export const createContacts = (search: Accessor<string>, role: Accessor<ContactRole | undefined>): Paged<Contact> =>
  createPaged(() => {
    const [searched, wanted] = [search(), role()];
    return {
      queryKey: keys.contactList(searched, wanted ?? ""),
      fetchPage: (cursor, signal) =>
        call(
          "GET /api/contacts",
          {
            query: {
              ...(searched ? { search: searched } : {}),
              ...(wanted ? { role: wanted } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
          signal,
        ),
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
    client.setQueryData(keys.contact(contact.id), contact);
    void client.invalidateQueries({ queryKey: keys.contacts });
    void client.invalidateQueries({ queryKey: keys.conversations });
  };
};
