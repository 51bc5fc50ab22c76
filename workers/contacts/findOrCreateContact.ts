import { and, eq, isNull, sql } from "drizzle-orm";
import type { Language } from "../../schema/contract/enums.ts";
import { contactIdentities, contacts } from "../../schema/tables/contacts.ts";
import type { Chance } from "../platform/clock.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { cleanName, isPlaceholderName, placeholderName } from "./displayName.ts";
import type { Identity } from "./person.ts";

/** Somebody turns up, known by one identity. */
export interface Arrival {
  identity: Identity;
  /** A WhatsApp message proves its sender's number and a cookie proves itself; what is typed on the web proves nothing. */
  isProven: boolean;
  /** The name they go by where they come from, as it came. */
  name?: string | null;
  /** Words the name of a visitor who has none. */
  language: Language;
}

interface Known {
  identityId: string;
  contactId: string;
  verifiedAt: number | null;
  displayName: string | null;
}

const find = async (db: TenantDb, { kind, value }: Identity): Promise<Known | null> => {
  const [known] = await db.pick(
    {
      identityId: contactIdentities.id,
      contactId: contactIdentities.contactId,
      verifiedAt: contactIdentities.verifiedAt,
      displayName: contacts.displayName,
    },
    contactIdentities,
    {
      where: and(eq(contactIdentities.kind, kind), eq(contactIdentities.value, value)),
      join: [[contacts, eq(contacts.id, contactIdentities.contactId)]],
      limit: 1,
    },
  );
  return known ?? null;
};

/** Both rows or none, and none when somebody else came first: a batch is one transaction, so the first to write is found by all. */
const creation = (db: TenantDb, chance: Chance, { identity, isProven, name, language }: Arrival): Statement[] => {
  const contactId = chance.id("contact");
  const now = chance.now();
  const displayName = cleanName(name) || placeholderName(identity, language);
  return [
    db.rawStatement(
      (tenantId) => sql`INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
        SELECT ${tenantId}, ${contactId}, ${displayName}, '["lead"]', '', ${now}, ${now}
        WHERE NOT EXISTS (SELECT 1 FROM contact_identities
          WHERE tenant_id = ${tenantId} AND kind = ${identity.kind} AND value = ${identity.value})`,
    ),
    db.rawStatement(
      (tenantId) => sql`INSERT INTO contact_identities (tenant_id, id, contact_id, kind, value, verified_at, created_at)
        SELECT tenant_id, ${chance.id("identity")}, id, ${identity.kind}, ${identity.value}, ${isProven ? now : null}, ${now}
        FROM contacts WHERE tenant_id = ${tenantId} AND id = ${contactId}`,
    ),
  ];
};

/** What an arrival adds to somebody known: proof of a number that was only typed in so far, a name where there was none. */
const news = (db: TenantDb, chance: Chance, known: Known, arrival: Arrival): Statement[] => {
  const name = cleanName(arrival.name);
  const isNamed = known.displayName !== null && !isPlaceholderName(known.displayName, [arrival.identity]);
  return [
    ...(arrival.isProven && known.verifiedAt === null
      ? [
          db.update(
            contactIdentities,
            { verifiedAt: chance.now() },
            and(eq(contactIdentities.id, known.identityId), isNull(contactIdentities.verifiedAt)),
          ),
        ]
      : []),
    ...(name && !isNamed ? [db.update(contacts, { displayName: name }, eq(contacts.id, known.contactId))] : []),
  ];
};

/**
 * The contact behind an identity; a new lead when this tenant has never met it. Safe to call at once from everywhere: one
 * identity never makes two contacts. A phone that the consultant typed in on a contact is recognised when it writes.
 */
export const findOrCreateContact = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  arrival: Arrival,
): Promise<{ contactId: string; isNew: boolean }> => {
  const before = await find(db, arrival.identity);
  const created = before ? [0] : await db.batch(creation(db, chance, arrival));
  const known = before ?? (await find(db, arrival.identity));
  if (!known) throw new Error("A contact that was just stored cannot be found");
  const isNew = (created[0] ?? 0) > 0;
  if (!isNew) await db.batch(news(db, chance, known, arrival));
  return { contactId: known.contactId, isNew };
};
