import { sql, type SQL } from "drizzle-orm";

/** Days of contacts as they were counted, with whom each has been joined into since, and that one again. */
export const joinedContacts: SQL = sql`daily_contacts AS d
  CROSS JOIN contacts AS own ON own.tenant_id = d.tenant_id AND own.id = d.contact_id
  LEFT JOIN contacts AS next ON next.tenant_id = own.tenant_id AND next.id = own.merged_into`;

/** Who the contact is today. */
export const survivorOf: SQL = sql`coalesce(next.merged_into, own.merged_into, own.id)`;
