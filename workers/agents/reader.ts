import { and, eq } from "drizzle-orm";
import type { Preferences } from "../../schema/contract/agentShares.ts";
import { agentShares } from "../../schema/tables/agents.ts";
import { agentReaders } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** What one contact has with one agent: how they want to be answered, and what the link says that they came by. */
export interface Reader extends Preferences {
  /** Null for those who came by none, or by one that is switched off. */
  shareInstructions: string | null;
}

/** Read with every turn, so it is one row, and one more for whoever came by a link; null for everybody else. */
export const readReader = async (
  db: TenantDb,
  { agentId, contactId }: { agentId: string; contactId: string },
): Promise<Reader | null> => {
  const { writingStyle, answerLength } = agentReaders;
  const [row] = await db.pick({ writingStyle, answerLength, shareInstructions: agentShares.instructions }, agentReaders, {
    where: and(eq(agentReaders.contactId, contactId), eq(agentReaders.agentId, agentId)) as NonNullable<ReturnType<typeof and>>,
    join: [
      [
        agentShares,
        and(eq(agentShares.id, agentReaders.shareId), eq(agentShares.isActive, true)) as NonNullable<ReturnType<typeof and>>,
      ],
    ],
    limit: 1,
  });
  return row ?? null;
};
