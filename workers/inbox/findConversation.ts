import { sql } from "drizzle-orm";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { conversationColumns, toView, type ConversationFacts } from "./conversationRow.ts";
import type { InboxDeps } from "./deps.ts";
import { forUser } from "./forUser.ts";

export interface FoundConversation extends ConversationFacts {
  agentName: string;
}

/** The tenant's own conversation of this id; null for any other. To be asked before its object is spoken to (invariant I7). */
export const findConversation = async (db: TenantDb, id: string): Promise<FoundConversation | null> => {
  const [row] = await db.raw<FoundConversation>(
    (tenantId) => sql`
      SELECT a.name AS agentName, ${conversationColumns} FROM conversations AS c
      JOIN contacts AS k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id
      JOIN agents AS a ON a.tenant_id = c.tenant_id AND a.id = c.agent_id
      WHERE c.tenant_id = ${tenantId} AND c.id = ${id}`,
  );
  return row ?? null;
};

/** What the object says, under the names its people have today. A thread that was joined into another may answer for that one. */
export const withNames = (view: ConversationView, row: FoundConversation): ConversationView => {
  if (view.id !== row.id) return view;
  const { agentName, contactName, language } = row;
  return { ...view, agentName, contactName, isClient: row.isClient === 1, language: language ?? view.language };
};

/** One conversation, from its object; one in which nothing was said yet, from D1. */
export const readView = async (deps: InboxDeps, db: TenantDb, id: string): Promise<ConversationView | null> => {
  const row = await findConversation(db, id);
  if (!row) return null;
  const view = await deps.conversation(id).view();
  return view ? withNames(view, row) : toView(row, row.agentName);
};

export const getConversation = async (deps: InboxDeps, caller: ConsoleCaller, id: string): Promise<Conversation | Refusal> => {
  const view = await readView(deps, caller.db, id);
  return view ? forUser(deps, caller, view) : refuse("not_found");
};
