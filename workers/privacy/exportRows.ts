import { asc } from "drizzle-orm";
import {
  agentReaders,
  consents,
  contactIdentities,
  contactImportRows,
  contactMerges,
  contacts,
  customerSessions,
  dossierEntries,
  subscriptions,
} from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { conversationLabels, labels } from "../../schema/tables/inboxTools.ts";
import { auditEntries } from "../../schema/tables/platform.ts";
import { dailyContacts, funnel } from "../../schema/tables/figures.ts";
import { isTheirImportRow, theirSubscriptions } from "../contacts/named.ts";
import { trailOf } from "../contacts/trailOf.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { theirs } from "./theirs.ts";

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Times as people read them, and nothing of whose database it was. */
const told = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== "tenantId")
      .map(([name, value]) =>
        (/(?:At|Since)$/.test(name) || name === "at") && (typeof value === "number" || value === null)
          ? [name, instant(value as number | null)]
          : [name, value],
      ),
  );

/** Proves to a browser who it is: a secret of the person's own, and of no use in a file. */
const withoutCookie = <R extends { kind: string; value: string }>(row: R): R =>
  row.kind === "visitor" ? { ...row, value: "" } : row;

/** Their threads as the inbox has them, with the words of the labels; how they are sorted there says nothing of anybody. */
const readThreads = async (db: TenantDb, ids: string[]): Promise<Record<string, unknown>[]> => {
  const rows = await db.all(conversations, { where: theirs(conversations.contactId, ids) });
  const carried = await db.all(conversationLabels, {
    where: theirs(
      conversationLabels.conversationId,
      rows.map(({ id }) => id),
    ),
  });
  const names = new Map((await db.all(labels)).map(({ id, name }) => [id, name]));
  return rows.map(({ attention: _a, listAttention: _b, listAt: _c, version: _d, ...row }) => {
    const worn = carried.filter(({ conversationId }) => conversationId === row.id);
    return { ...told(row), labels: worn.flatMap(({ labelId }) => names.get(labelId) ?? []) };
  });
};

/** Joins in which they took part: each side goes by an index of its own. */
const readMerges = async (db: TenantDb, ids: string[]) => {
  const [won, lost] = await Promise.all(
    [contactMerges.winnerId, contactMerges.loserId].map((side) => db.all(contactMerges, { where: theirs(side, ids) })),
  );
  return [...new Map([...won!, ...lost!].map((row) => [row.id, row])).values()];
};

/** All that D1 knows of a person outside their threads. Passwords are not told, nor whether there is one. */
export const readKnown = async (db: TenantDb, ids: string[]): Promise<Record<string, unknown>> => {
  const who = { contactIds: ids, ...(await trailOf(db, ids)) };
  const [people, identities, held, dossier, said, readings, merges, sessions, imported, threads, stages, days, audited] =
    await Promise.all([
      db.all(contacts, { where: theirs(contacts.id, ids) }),
      db.all(contactIdentities, { where: theirs(contactIdentities.contactId, ids) }),
      Promise.all(theirSubscriptions(who).map((where) => db.all(subscriptions, { where }))),
      db.all(dossierEntries, { where: theirs(dossierEntries.contactId, ids), orderBy: [asc(dossierEntries.happenedAt)] }),
      db.all(consents, { where: theirs(consents.contactId, ids), orderBy: [asc(consents.at)] }),
      db.all(agentReaders, { where: theirs(agentReaders.contactId, ids) }),
      readMerges(db, ids),
      db.all(customerSessions, { where: theirs(customerSessions.contactId, ids) }),
      db.all(contactImportRows, { where: isTheirImportRow(who) }),
      readThreads(db, ids),
      db.all(funnel, { where: theirs(funnel.contactId, ids) }),
      db.all(dailyContacts, { where: theirs(dailyContacts.personId, ids) }),
      db.all(auditEntries, { where: theirs(auditEntries.subject, ids) }),
    ]);
  return {
    contacts: people.map(({ passwordHash: _secret, ...row }) => told(row)),
    identities: identities.map((row) => told(withoutCookie(row))),
    subscriptions: held.flat().map(told),
    dossier: dossier.map(told),
    consents: said.map(told),
    preferences: readings.map(told),
    merges: merges.map(({ moved: _moved, ...row }) => told(row)),
    sessions: sessions.map(({ tokenHash: _secret, ...row }) => told(row)),
    imported: imported.map(told),
    conversations: threads,
    funnel: stages.map(told),
    days: days.map(told),
    audit: audited.map(({ action, at }) => told({ action, at })),
  };
};
