import { sql, type SQL } from "drizzle-orm";
import type { ContactRole, Level } from "../../schema/contract/enums.ts";
import { contacts } from "../../schema/tables/contacts.ts";

/** Clients are few among many leads: their moment, which triggers keep, has an index of its own. */
export const hasRole = (role: ContactRole): SQL => {
  const isListed = sql`EXISTS (SELECT 1 FROM json_each(${contacts.roles}) WHERE json_each.value = ${role})`;
  return role === "client" ? sql`(${contacts.clientSince} IS NOT NULL AND ${isListed})` : isListed;
};

/** Whom an active subscription of this level or above counts for: by contact, or by a verified e-mail, as in `level.ts`. */
const holders = (tenantId: string, least: Level): SQL => sql`
  SELECT contact_id FROM subscriptions
    WHERE tenant_id = ${tenantId} AND status = 'active' AND level >= ${least} AND contact_id IS NOT NULL
  UNION
  SELECT i.contact_id FROM subscriptions AS s
    CROSS JOIN contact_identities AS i ON i.tenant_id = s.tenant_id AND i.kind = 'email' AND i.value = s.email
    WHERE s.tenant_id = ${tenantId} AND s.status = 'active' AND s.level >= ${least} AND i.verified_at IS NOT NULL`;

/** Has this level now, as `activeLevel` says: 4 counts as Gold, nothing active is Bronze. */
export const hasLevel = (tenantId: string, level: Level): SQL => {
  const holds = (least: Level) => sql`${contacts.id} IN (${holders(tenantId, least)})`;
  if (level === 1) return sql`NOT ${holds(2)}`;
  return level === 2 ? sql`(${holds(2)} AND NOT ${holds(3)})` : holds(3);
};

/** Whose last word on some channel is STOP, as `readConsents` reads it. */
export const hasStoppedSomewhere = (tenantId: string): SQL => sql`${contacts.id} IN (
  SELECT contact_id FROM (
    SELECT contact_id, state, MAX(at) FROM consents WHERE tenant_id = ${tenantId} GROUP BY contact_id, channel
  ) WHERE state = 'stopped')`;
