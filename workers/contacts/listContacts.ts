import { and, desc, isNotNull, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { ContactRole, Level } from "../../schema/contract/enums.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { phonePrefixes } from "./phone.ts";
import { hasLevel, hasRole, hasStoppedSomewhere } from "./listFilters.ts";
import { readCards } from "./readCards.ts";

export interface ContactListQuery {
  search?: string | undefined;
  role?: ContactRole | undefined;
  level?: Level | undefined;
  state?: "blocked" | "stopped" | undefined;
  cursor?: string | undefined;
  limit: number;
}

const highest = "\uffff";

/** Ranges rather than LIKE: they are looked up in the index of (kind, value). */
const hasIdentity = (tenantId: string, kind: "phone" | "email", prefix: string): SQL =>
  sql`${contacts.id} IN (SELECT contact_id FROM contact_identities WHERE tenant_id = ${tenantId} AND kind = ${kind}
    AND value >= ${prefix} AND value < ${prefix + highest})`;

/** The beginning of any word of the name, of a phone however it is written, or of an e-mail. */
const matches = (tenantId: string, search: string): SQL | undefined => {
  const text = search.trim();
  if (text === "") return undefined;
  return or(
    // Not LIKE, whose patterns D1 refuses beyond 50 bytes.
    sql`instr(lower(' ' || ${contacts.displayName}), lower(${` ${text}`})) > 0`,
    hasIdentity(tenantId, "email", text.toLowerCase()),
    ...phonePrefixes(text).map((prefix) => hasIdentity(tenantId, "phone", prefix)),
  );
};

/** Contacts of the tenant, newest first; those joined into another or deleted are left out. */
export const listContacts = async (
  db: TenantDb,
  { search, role, level, state, cursor, limit }: ContactListQuery,
): Promise<{ items: Contact[]; nextCursor: string | null }> => {
  const after = decodeCursor(cursor, 1)?.[0];
  const rows = await db.all(contacts, {
    where: and(
      isNull(contacts.mergedInto),
      isNull(contacts.deletedAt),
      after === undefined ? undefined : lt(contacts.id, String(after)),
      role ? hasRole(role) : undefined,
      level === undefined ? undefined : hasLevel(db.tenantId, level),
      state === "blocked" ? isNotNull(contacts.blockedAt) : undefined,
      state === "stopped" ? hasStoppedSomewhere(db.tenantId) : undefined,
      matches(db.tenantId, search ?? ""),
    ),
    orderBy: [desc(contacts.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: await readCards(db, page), nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
};
