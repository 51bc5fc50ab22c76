import { and, desc, eq, lt, or } from "drizzle-orm";
import type { Consent } from "../../schema/contract/consents.ts";
import { consents, type ConsentRow } from "../../schema/tables/contacts.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { resolveContact } from "./resolveContact.ts";

export const consentOnWire = (row: Omit<ConsentRow, "tenantId" | "contactId">): Consent => ({
  id: row.id,
  channel: row.channel,
  state: row.state,
  evidence: row.evidence,
  messageId: row.messageId,
  recordedBy: row.recordedBy,
  at: new Date(row.at).toISOString(),
});

/** A page of what a contact said about being written to, newest first. */
export const listConsents = async (
  db: TenantDb,
  contactId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Consent[]; nextCursor: string | null } | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const key = decodeCursor(cursor, 2);
  const [at, id] = key ? [Number(key[0]), String(key[1])] : [0, ""];
  const rows = await db.all(consents, {
    where: and(
      eq(consents.contactId, contact.id),
      key ? or(lt(consents.at, at), and(eq(consents.at, at), lt(consents.id, id))) : undefined,
    ),
    orderBy: [desc(consents.at), desc(consents.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(consentOnWire),
    nextCursor: rows.length > limit && last ? encodeCursor([last.at, last.id]) : null,
  };
};
