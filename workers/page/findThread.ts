import { and, eq } from "drizzle-orm";
import { conversations } from "../../schema/tables/conversation.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** The id of the conversation an agent has with a contact; null before the first message. Never makes one. */
export const findThread = async (db: TenantDb, agentId: string, contactId: string | null): Promise<string | null> => {
  if (contactId === null) return null;
  const pair = and(eq(conversations.agentId, agentId), eq(conversations.contactId, contactId));
  const [row] = await db.pick({ id: conversations.id }, conversations, { where: pair, limit: 1 });
  return row?.id ?? null;
};

/** All of a contact's conversations, with whichever agent. Index `conversations_contact`. */
export const threadsOf = async (db: TenantDb, contactId: string): Promise<string[]> => {
  const rows = await db.pick({ id: conversations.id }, conversations, { where: eq(conversations.contactId, contactId) });
  return rows.map((row) => row.id);
};
