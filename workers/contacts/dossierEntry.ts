import type { DossierEntry } from "../../schema/contract/contacts.ts";
import type { dossierEntries } from "../../schema/tables/contacts.ts";

export type DossierRow = typeof dossierEntries.$inferSelect;

/** An entry of the dossier as the console sees it. */
export const dossierEntryOf = ({ id, kind, title, body, happenedAt, createdAt }: DossierRow): DossierEntry => ({
  id,
  kind,
  title,
  body,
  happenedAt: new Date(happenedAt).toISOString(),
  createdAt: new Date(createdAt).toISOString(),
});
