import { and, eq, isNull, type SQL } from "drizzle-orm";
import {
  agentReaders,
  consents,
  contactIdentities,
  customerSessions,
  dossierEntries,
  subscriptions,
  type ContactRow,
} from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { winnerFieldsOf, type MergeFacts } from "./mergePlan.ts";

const threadsOf = (db: TenantDb, contactId: string) =>
  db.pick({ id: conversations.id, agentId: conversations.agentId }, conversations, {
    where: and(eq(conversations.contactId, contactId), isNull(conversations.movedTo)) as SQL,
  });

const readingsOf = async (db: TenantDb, contactId: string): Promise<string[]> => {
  const rows = await db.pick({ agentId: agentReaders.agentId }, agentReaders, { where: eq(agentReaders.contactId, contactId) });
  return rows.map(({ agentId }) => agentId);
};

/** Reads what `mergePlan` decides on. */
export const readMergeFacts = async (db: TenantDb, winner: ContactRow, loser: ContactRow): Promise<MergeFacts> => {
  const [
    winnerIdentities,
    loserIdentities,
    held,
    entries,
    said,
    sessions,
    winnerReadings,
    loserReadings,
    winnerConversations,
    loserConversations,
  ] = await Promise.all([
    db.all(contactIdentities, { where: eq(contactIdentities.contactId, winner.id) }),
    db.all(contactIdentities, { where: eq(contactIdentities.contactId, loser.id) }),
    db.pick({ id: subscriptions.id }, subscriptions, { where: eq(subscriptions.contactId, loser.id) }),
    db.pick({ id: dossierEntries.id }, dossierEntries, { where: eq(dossierEntries.contactId, loser.id) }),
    db.pick({ id: consents.id }, consents, { where: eq(consents.contactId, loser.id) }),
    db.pick({ id: customerSessions.tokenHash }, customerSessions, { where: eq(customerSessions.contactId, loser.id) }),
    readingsOf(db, winner.id),
    readingsOf(db, loser.id),
    threadsOf(db, winner.id),
    threadsOf(db, loser.id),
  ]);
  return {
    winner: { ...winnerFieldsOf(winner), identities: winnerIdentities },
    loser: { ...winnerFieldsOf(loser), identities: loserIdentities },
    subscriptions: held.map(({ id }) => id),
    dossierEntries: entries.map(({ id }) => id),
    consents: said.map(({ id }) => id),
    customerSessions: sessions.map(({ id }) => id),
    readings: loserReadings.filter((agentId) => !winnerReadings.includes(agentId)),
    winnerConversations,
    loserConversations,
  };
};
