import { and, desc, eq, lt, or } from "drizzle-orm";
import type { DossierEntry } from "../../schema/contract/contacts.ts";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { dossierEntryOf } from "./dossierEntry.ts";
import { resolveContact } from "./resolveContact.ts";

/** A page of a contact's dossier, the latest event first. */
export const listDossier = async (
  db: TenantDb,
  contactId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: DossierEntry[]; nextCursor: string | null } | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const key = decodeCursor(cursor, 2);
  const [at, id] = key ? [Number(key[0]), String(key[1])] : [0, ""];
  const { happenedAt } = dossierEntries;
  const rows = await db.all(dossierEntries, {
    where: and(
      eq(dossierEntries.contactId, contact.id),
      key ? or(lt(happenedAt, at), and(eq(happenedAt, at), lt(dossierEntries.id, id))) : undefined,
    ),
    orderBy: [desc(happenedAt), desc(dossierEntries.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(dossierEntryOf),
    nextCursor: rows.length > limit && last ? encodeCursor([last.happenedAt, last.id]) : null,
  };
};
