import { sql } from "drizzle-orm";
import type { Channel } from "../../schema/contract/enums.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ConsentWord } from "./consentWords.ts";

/** What a contact last said on a channel; that is what holds. */
export interface HeldConsent {
  contactId: string;
  channel: Channel;
  state: ConsentWord;
  /** Milliseconds. */
  at: number;
}

/** The newest word of each of these contacts on each channel on which they said anything. */
export const readConsents = (db: TenantDb, contactIds: string[]): Promise<HeldConsent[]> =>
  // SQLite takes the bare columns from the row of the maximum (https://www.sqlite.org/lang_select.html#bareagg).
  db.raw<HeldConsent & Record<string, unknown>>(
    (tenantId) => sql`SELECT contact_id AS contactId, channel, state, MAX(at) AS at FROM consents
      WHERE tenant_id = ${tenantId} AND contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))
      GROUP BY contact_id, channel`,
  );
