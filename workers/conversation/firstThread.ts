import { eq } from "drizzle-orm";
import { conversations } from "../../schema/tables/conversation.ts";
import type { FirstThread } from "../channels/whatsapp/line.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { openConversation } from "./openConversation.ts";
import type { Birth } from "./state.ts";

/** The thread that a message was handed to before; null when there was none, or there is none any more. */
export const keptThread = async (db: TenantDb, threadId: string | null): Promise<Birth | null> => {
  const row = threadId === null ? null : await db.first(conversations, eq(conversations.id, threadId));
  return row && { id: row.id, tenantId: db.tenantId, agentId: row.agentId, contactId: row.contactId };
};

/**
 * The thread of these two, written down before the message is handed to it. Null when that has been done meanwhile.
 *
 * @throws when another was written down meanwhile: the message is tried again, and goes there
 */
export const claimThread = async (
  deps: { chance: Chance },
  db: TenantDb,
  pair: { agentId: string; contactId: string },
  first: FirstThread,
): Promise<Birth | null> => {
  const { id } = await openConversation(deps, db, pair);
  const claimed = first.claim(id, first.known);
  if (claimed !== null && claimed !== id) throw new Error(`The message was handed to ${claimed} meanwhile`);
  return claimed === null ? null : { id, tenantId: db.tenantId, ...pair };
};
