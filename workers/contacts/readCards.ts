import type { Contact } from "../../schema/contract/contacts.ts";
import type { ContactRow } from "../../schema/tables/contacts.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { cardOf } from "./card.ts";
import { verifiedEmailsOf } from "./person.ts";
import { readConsents } from "./readConsents.ts";
import { readReadings } from "./readReadings.ts";
import { readIdentities } from "./readIdentities.ts";
import { givenTo, withThoseOfEmails } from "./readSubscriptions.ts";
import { resolveContact } from "./resolveContact.ts";

/** The cards of contacts already read, in their order: five more queries, however many they are. */
export const readCards = async (db: TenantDb, rows: ContactRow[]): Promise<Contact[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [identities, given, consents, readings] = await Promise.all([
    readIdentities(db, ids),
    givenTo(db, ids),
    readConsents(db, ids),
    readReadings(db, ids),
  ]);
  const subscriptions = await withThoseOfEmails(db, given, verifiedEmailsOf(identities));
  return rows.map((row) =>
    cardOf(
      row,
      identities.filter(({ contactId }) => contactId === row.id),
      subscriptions,
      consents.filter(({ contactId, state }) => contactId === row.id && state === "stopped").map(({ channel }) => channel),
      readings.filter(({ contactId }) => contactId === row.id).map(({ contactId: _contactId, ...reading }) => reading),
    ),
  );
};

/** The card of whoever an id stands for today. */
export const readCard = async (db: TenantDb, contactId: string): Promise<Contact | Refusal> => {
  const row = await resolveContact(db, contactId);
  const [card] = row ? await readCards(db, [row]) : [];
  return card ?? refuse("not_found");
};
