import { or, sql, type SQL } from "drizzle-orm";
import { contactImportRows, subscriptions } from "../../schema/tables/contacts.ts";
import { oneOf } from "./oneOf.ts";

/** Whose rows are meant: by their ids, and by the addresses that rows without an id may hold. */
export interface Named {
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
const namesThem = ({ addresses, emails }: Named) => {
  const tails = addresses
    .map((address) => address.replaceAll(/\D/g, "").slice(-tellingDigits))
    .filter((tail) => tail.length >= 6);
  return sql`EXISTS (SELECT 1 FROM json_each(${contactImportRows.fields}) AS cell WHERE
    lower(trim(cell.value)) IN (SELECT value FROM json_each(${JSON.stringify(emails)}))
    OR EXISTS (SELECT 1 FROM json_each(${JSON.stringify(tails)}) AS tail
      WHERE substr(${digitsOf}, -length(tail.value)) = tail.value))`;
};

/** Rows of imported lists that somebody was made of, or that name them all the same. */
export const isTheirImportRow = (who: Named): SQL | undefined =>
  or(oneOf(contactImportRows.contactId, who.contactIds), namesThem(who));

/** Held by them, or given to an address of theirs and to nobody in particular: each goes by an index of its own. */
export const theirSubscriptions = ({ contactIds, provenEmails }: Named): SQL[] => [
  oneOf(subscriptions.contactId, contactIds),
  sql`${subscriptions.contactId} IS NULL AND ${subscriptions.email} IN (SELECT value FROM json_each(${JSON.stringify(provenEmails)}))`,
];
