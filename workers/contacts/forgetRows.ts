import { sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import {
  agentReaders,
  consents,
  contactIdentities,
  contactImportRows,
  contactMerges,
  contacts,
  customerSessions,
  dossierEntries,
  linkCodes,
  subscriptions,
} from "../../schema/tables/contacts.ts";
import { jobs } from "../../schema/tables/platform.ts";
import type { MailTokens } from "../platform/mailTokens.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";
import { isTheirImportRow, theirSubscriptions, type Named } from "./named.ts";

/** A row that is still to be read makes nobody of an empty line. */
const forgetImportRows = (db: TenantDb, who: Named): Statement =>
  db.update(contactImportRows, { fields: {} }, isTheirImportRow(who));

/** Mails that were ordered for them: an address stands in each. */
const forgetMails = (db: TenantDb, { emails, claimedEmails }: Named): Statement =>
  db.remove(
    jobs,
    sql`${jobs.kind} = 'send_mail' AND ${jobs.payload} ->> '$.template' = 'verify_customer'
      AND ${jobs.payload} ->> '$.to' IN (SELECT value FROM json_each(${JSON.stringify([...emails, ...claimedEmails])}))`,
  );

/**
 * Everything D1 knows of a person outside their threads, forgotten. The contact's row stays, empty: counts, the audit and ids that
 * others hold lead to nobody. May be repeated.
 */
export const forgetRows = (db: TenantDb, mailTokens: Pick<MailTokens, "forget">, who: Named, now: number): Statement[] => {
  const { contactIds } = who;
  const theirs = (column: SQLiteColumn) => oneOf(column, contactIds);
  const nobody = {
    displayName: "",
    roles: [],
    note: "",
    goal: "",
    language: null,
    languageSource: null,
    passwordHash: null,
    claimedEmail: null,
    aiDisclosedAt: null,
    blockedAt: null,
    deletedAt: now,
    updatedAt: now,
  };
  return [
    db.remove(contactIdentities, theirs(contactIdentities.contactId)),
    db.remove(agentReaders, theirs(agentReaders.contactId)),
    db.remove(customerSessions, theirs(customerSessions.contactId)),
    db.remove(dossierEntries, theirs(dossierEntries.contactId)),
    db.remove(consents, theirs(consents.contactId)),
    ...theirSubscriptions(who).map((isTheirs) => db.remove(subscriptions, isTheirs)),
    db.remove(linkCodes, sql`${theirs(linkCodes.webContactId)} OR ${theirs(linkCodes.whatsappContactId)}`),
    ...[contactMerges.winnerId, contactMerges.loserId].map((side) => db.remove(contactMerges, theirs(side))),
    forgetImportRows(db, who),
    forgetMails(db, who),
    mailTokens.forget(db.tenantId, contactIds),
    db.update(contacts, nobody, oneOf(contacts.id, contactIds)),
  ];
};
