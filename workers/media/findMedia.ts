import { eq } from "drizzle-orm";
import { conversations } from "../../schema/tables/conversation.ts";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** A thread that was joined into another may have been joined itself. */
const longestWay = 5;

/**
 * A file of a thread, or of one that was joined into it: merges move messages, their files stay where they are. Null for any other
 * thread's, and for uploads that nobody has sent.
 */
export const findMedia = async (db: TenantDb, conversationId: string, mediaId: string): Promise<MediaRow | null> => {
  const row = await db.first(media, eq(media.id, mediaId));
  let thread = row?.conversationId ?? null;
  for (let step = 0; thread !== null && thread !== conversationId && step < longestWay; step++)
    thread = await movedTo(db, thread);
  return row && thread === conversationId ? row : null;
};

const movedTo = async (db: TenantDb, id: string): Promise<string | null> => {
  const [row] = await db.pick({ movedTo: conversations.movedTo }, conversations, { where: eq(conversations.id, id), limit: 1 });
  return row?.movedTo ?? null;
};
