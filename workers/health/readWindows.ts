import { sql } from "drizzle-orm";
import { windowMs } from "../conversation/window.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

const closingMs = 2 * 60 * 60_000;
const mostRows = 500;

/**
 * How many WhatsApp windows are open, and how many of them close within two hours. Who wrote within the window's day was written
 * with within that day: only such conversations are read, and of those at most `mostRows`.
 */
export const readWindows = async (db: TenantDb, now: number): Promise<{ open: number; closing: number; isCut: boolean }> => {
  const since = now - windowMs;
  // The inbox's index sorts by time only behind two flags: a day's open conversations lie in four ranges of it. It is partial, so its
  // own condition has to be repeated; SQLite searches by whichever of the two bounds comes first.
  const [row] = await db.raw<{ seen: number; open: number | null; closing: number | null }>(
    (tenantId) => sql`
      SELECT COUNT(*) AS seen, SUM(at > ${since}) AS open, SUM(at > ${since} AND at <= ${since + closingMs}) AS closing FROM (
        SELECT last_whatsapp_inbound_at AS at
        FROM json_each('[0,1,2,3]') AS flags CROSS JOIN conversations INDEXED BY conversations_inbox
        WHERE tenant_id = ${tenantId} AND is_client = flags.value & 1 AND attention = (flags.value >> 1) & 1
          AND place = 'open' AND last_message_at > ${since} AND last_message_at > 0 AND moved_to IS NULL
        LIMIT ${mostRows + 1})`,
  );
  return { open: row?.open ?? 0, closing: row?.closing ?? 0, isCut: (row?.seen ?? 0) > mostRows };
};
