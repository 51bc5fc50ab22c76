import { sql, type SQL } from "drizzle-orm";

/**
 * Days of contacts as they were counted, with whom each has been joined into since, and that one again. Those who were joined lie in an
 * index of their own, `contacts_merged`: of everybody else no row is read.
 */
export const joinedContacts: SQL = sql`daily_contacts AS d
  LEFT JOIN contacts AS own INDEXED BY contacts_merged
    ON own.tenant_id = d.tenant_id AND own.id = d.contact_id AND own.merged_into IS NOT NULL
  LEFT JOIN contacts AS next INDEXED BY contacts_merged
    ON next.tenant_id = own.tenant_id AND next.id = own.merged_into AND next.merged_into IS NOT NULL`;

/** Who the contact is today. */
export const survivorOf: SQL = sql`coalesce(next.merged_into, own.merged_into, d.contact_id)`;
