import { sql } from "drizzle-orm";
import type { Conversation } from "../../schema/contract/conversations.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { selectWithNames, toConversation, type ConversationFacts } from "./conversationRow.ts";
import type { InboxDeps } from "./deps.ts";

/** The tenant's own conversation of this id; null for any other. To be asked before its object is spoken to (invariant I7). */
export const findConversation = async (db: TenantDb, id: string): Promise<ConversationFacts | null> => {
  const [row] = await db.raw<ConversationFacts>(
    (tenantId) => sql`${selectWithNames(sql`conversations`)} WHERE c.tenant_id = ${tenantId} AND c.id = ${id}`,
  );
  return row ?? null;
};

/** What the object says, under the names its people have today. A thread that was joined into another may answer for that one. */
export const withNames = (view: Conversation, row: ConversationFacts): Conversation => {
  if (view.id !== row.id) return view;
  const { agentName, contactName, language } = row;
  return { ...view, agentName, contactName, isClient: row.isClient === 1, language: language ?? view.language };
};

/** One conversation, from its object; one in which nothing was said yet, from D1. */
export const getConversation = async (deps: InboxDeps, db: TenantDb, id: string): Promise<Conversation | Refusal> => {
  const row = await findConversation(db, id);
  if (!row) return refuse("not_found");
  const view = await deps.conversation(id).view();
  return view ? withNames(view, row) : toConversation(row);
};
