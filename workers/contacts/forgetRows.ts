import { or, sql } from "drizzle-orm";
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

/** Whose rows are meant: by their ids, and by the addresses that rows without an id may hold. */
export interface Forgotten {
  contactIds: string[];
  /** Phones and WhatsApp ids. */
  addresses: string[];
  /** Lower-case. Those that nobody has proved to own are only words: what hangs on an address goes by the proven ones. */
  emails: string[];
  provenEmails: string[];
  /** What was typed in at a sign-up. */
  claimedEmails: string[];
}

/** The last digits tell a number however it was written, with or without its country. */
const tellingDigits = 9;

/** A cell of an imported list without what people put between digits. */
const digitsOf = sql.raw(
  [" ", "-", ".", "/", "(", ")"].reduce((cell, mark) => `replace(${cell}, '${mark}', '')`, "CAST(cell.value AS TEXT)"),
);

/** A row of an imported list that nobody was made of: it was skipped, or is yet to be read, and names the person all the same. */
const namesThem = ({ addresses, emails }: Forgotten) => {
  const tails = addresses
    .map((address) => address.replaceAll(/\D/g, "").slice(-tellingDigits))
    .filter((tail) => tail.length >= 6);
  return sql`EXISTS (SELECT 1 FROM json_each(${contactImportRows.fields}) AS cell WHERE
    lower(trim(cell.value)) IN (SELECT value FROM json_each(${JSON.stringify(emails)}))
    OR EXISTS (SELECT 1 FROM json_each(${JSON.stringify(tails)}) AS tail
      WHERE substr(${digitsOf}, -length(tail.value)) = tail.value))`;
};

/** A row that is still to be read makes nobody of an empty line. */
const forgetImportRows = (db: TenantDb, who: Forgotten): Statement =>
  db.update(contactImportRows, { fields: {} }, or(oneOf(contactImportRows.contactId, who.contactIds), namesThem(who)));

/** Mails that were ordered for them: an address stands in each. */
const forgetMails = (db: TenantDb, { emails, claimedEmails }: Forgotten): Statement =>
  db.remove(
    jobs,
    sql`${jobs.kind} = 'send_mail' AND ${jobs.payload} ->> '$.template' = 'verify_customer'
      AND ${jobs.payload} ->> '$.to' IN (SELECT value FROM json_each(${JSON.stringify([...emails, ...claimedEmails])}))`,
  );

/** Also those that were given to an address, and to nobody in particular. */
const forgetSubscriptions = (db: TenantDb, { contactIds, provenEmails }: Forgotten): Statement =>
  db.remove(
    subscriptions,
    sql`${oneOf(subscriptions.contactId, contactIds)} OR (${subscriptions.contactId} IS NULL
      AND ${subscriptions.email} IN (SELECT value FROM json_each(${JSON.stringify(provenEmails)})))`,
  );

/**
 * Everything D1 knows of a person outside their threads, forgotten. The contact's row stays, empty: counts, the audit and ids that
 * others hold lead to nobody. May be repeated.
 */
export const forgetRows = (db: TenantDb, mailTokens: Pick<MailTokens, "forget">, who: Forgotten, now: number): Statement[] => {
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
    forgetSubscriptions(db, who),
    db.remove(linkCodes, sql`${theirs(linkCodes.webContactId)} OR ${theirs(linkCodes.whatsappContactId)}`),
    db.remove(contactMerges, sql`${theirs(contactMerges.winnerId)} OR ${theirs(contactMerges.loserId)}`),
    forgetImportRows(db, who),
    forgetMails(db, who),
    mailTokens.forget(db.tenantId, contactIds),
    db.update(contacts, nobody, oneOf(contacts.id, contactIds)),
  ];
};
