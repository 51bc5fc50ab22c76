import { eq } from "drizzle-orm";
import type { ContactRole } from "../../schema/contract/enums.ts";
import { agents, type AgentRow } from "../../schema/tables/agents.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { MediaRow } from "../../schema/tables/media.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { UnderstandDeps } from "./deps.ts";

/** Who is to understand a medium, on whose account. */
export interface MediaScene {
  tenant: TenantRow;
  agent: Pick<AgentRow, "id" | "modelName" | "modelProvider" | "dailySpendCapMicros">;
  /** Clients are answered with the tenant's own key (DESIGN section 4). */
  payer: "tenant" | "pool";
  /** Nothing is spent on what a blocked person sends. */
  isBlocked: boolean;
}

/** Reads it afresh, four rows; null when the conversation is gone. */
export const readScene = async (
  { tenant: readTenant }: Pick<UnderstandDeps, "tenant">,
  db: TenantDb,
  row: MediaRow,
): Promise<MediaScene | null> => {
  if (row.conversationId === null) return null;
  const fields = {
    id: conversations.agentId,
    modelName: agents.modelName,
    modelProvider: agents.modelProvider,
    dailySpendCapMicros: agents.dailySpendCapMicros,
    roles: contacts.roles,
    blockedAt: contacts.blockedAt,
  };
  const [found, tenant] = await Promise.all([
    db.pick(fields, conversations, {
      where: eq(conversations.id, row.conversationId),
      join: [
        [agents, eq(agents.id, conversations.agentId)],
        [contacts, eq(contacts.id, conversations.contactId)],
      ],
      limit: 1,
    }),
    readTenant(db.tenantId),
  ]);
  const [scene] = found;
  if (!scene || !tenant) return null;
  const { roles, blockedAt, ...agent } = scene;
  const isClient = (roles as ContactRole[] | null)?.includes("client") ?? false;
  return { tenant, agent, payer: isClient ? "tenant" : "pool", isBlocked: blockedAt !== null };
};
