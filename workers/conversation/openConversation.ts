import { and, eq } from "drizzle-orm";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Chance } from "../platform/clock.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/**
 * The one conversation of an agent and a contact; made when they first meet. Two at once make one.
 *
 * @param also written with it, when it is made
 */
export const openConversation = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  { agentId, contactId }: { agentId: string; contactId: string },
  also: Statement[] = [],
): Promise<{ id: string }> => {
  const known = await find(db, agentId, contactId);
  if (known) return known;
  await db.batch([
    db.insert(
      conversations,
      {
        id: chance.id("conversation"),
        agentId,
        contactId,
        level: 1,
        aiEnabled: true,
        lastMessageAt: 0,
        attention: 0,
        version: 0,
        createdAt: chance.now(),
      },
      { do: "nothing" },
    ),
    ...also,
  ]);
  const opened = await find(db, agentId, contactId);
  if (!opened) throw new Error("A conversation that was just opened cannot be found");
  return opened;
};

const find = async (db: TenantDb, agentId: string, contactId: string): Promise<{ id: string } | null> => {
  const pair = and(eq(conversations.agentId, agentId), eq(conversations.contactId, contactId));
  const [row] = await db.pick({ id: conversations.id }, conversations, { where: pair, limit: 1 });
  return row ?? null;
};
