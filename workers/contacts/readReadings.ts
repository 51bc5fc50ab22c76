import { eq } from "drizzle-orm";
import type { Reading } from "../../schema/contract/agentShares.ts";
import { agents, agentShares } from "../../schema/tables/agents.ts";
import { agentReaders } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";

export type FoundReading = Reading & { contactId: string };

/** What these contacts have with agents that are still there. */
export const readReadings = async (db: TenantDb, contactIds: string[]): Promise<FoundReading[]> => {
  const { contactId, agentId, writingStyle, answerLength } = agentReaders;
  const rows = await db.pick(
    {
      contactId,
      agentId,
      writingStyle,
      answerLength,
      shareId: agentShares.id,
      shareName: agentShares.name,
      shareIsActive: agentShares.isActive,
      deletedAt: agents.deletedAt,
    },
    agentReaders,
    {
      where: oneOf(contactId, contactIds),
      join: [
        [agents, eq(agents.id, agentId)],
        [agentShares, eq(agentShares.id, agentReaders.shareId)],
      ],
    },
  );
  return rows
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ shareId, shareName, shareIsActive, deletedAt: _deletedAt, ...reading }) => ({
      ...reading,
      share: shareId === null ? null : { id: shareId, name: shareName, isActive: shareIsActive },
    }));
};
