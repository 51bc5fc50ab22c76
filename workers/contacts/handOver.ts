import { and, eq, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import {
  agentReaders,
  consents,
  contactIdentities,
  customerSessions,
  dossierEntries,
  subscriptions,
  type MovedRows,
} from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";

/** Whoever gets a reading must have none with that agent: what they told it themselves meanwhile stays. */
const isFree = (db: TenantDb, contactId: string) =>
  sql`not exists (select 1 from agent_readers as theirs where theirs.tenant_id = ${db.tenantId}
    and theirs.contact_id = ${contactId} and theirs.agent_id = ${agentReaders.agentId})`;

/**
 * Gives the listed rows another owner, those that are still `from`'s: what has gone elsewhere meanwhile stays there. A merge
 * uses it one way, its undo the other.
 */
export const handOver = (db: TenantDb, moved: MovedRows, from: string, to: string): Statement[] => {
  const owned = { contactId: to };
  const rows = (column: SQLiteColumn, owner: SQLiteColumn, ids: string[]) => and(oneOf(column, ids), eq(owner, from));
  return [
    db.update(contactIdentities, owned, rows(contactIdentities.id, contactIdentities.contactId, moved.identities)),
    db.update(subscriptions, owned, rows(subscriptions.id, subscriptions.contactId, moved.subscriptions)),
    db.update(dossierEntries, owned, rows(dossierEntries.id, dossierEntries.contactId, moved.dossierEntries)),
    db.update(consents, owned, rows(consents.id, consents.contactId, moved.consents ?? [])),
    db.update(customerSessions, owned, rows(customerSessions.tokenHash, customerSessions.contactId, moved.customerSessions)),
    db.update(agentReaders, owned, and(rows(agentReaders.agentId, agentReaders.contactId, moved.readings ?? []), isFree(db, to))),
    db.update(conversations, owned, rows(conversations.id, conversations.contactId, moved.conversations)),
  ];
};
