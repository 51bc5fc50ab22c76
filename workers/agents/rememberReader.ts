import { and, eq } from "drizzle-orm";
import { shareCodeSchema, type Preferences } from "../../schema/contract/agentShares.ts";
import { agentShares } from "../../schema/tables/agents.ts";
import { agentReaders } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { given } from "./given.ts";

interface Reading {
  agentId: string;
  contactId: string;
  /** As the page was opened with it. One that names no link of this agent's, or one that is off, changes nothing. */
  shareCode: string | undefined;
  preferences: { [K in keyof Preferences]?: Preferences[K] | undefined };
}

const findShareId = async (db: TenantDb, agentId: string, code: string | undefined): Promise<string | null> => {
  if (code === undefined || !shareCodeSchema.safeParse(code).success) return null;
  const isOpen = and(eq(agentShares.code, code), eq(agentShares.agentId, agentId), eq(agentShares.isActive, true));
  return (await db.first(agentShares, isOpen))?.id ?? null;
};

/**
 * Remembers by which link a customer came to an agent, the latest counting, and how they want to be answered. Only ever called for
 * somebody who is signed in: a link that is merely opened leaves no trace.
 */
export const rememberReader = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  { agentId, contactId, shareCode, preferences }: Reading,
): Promise<void> => {
  const shareId = await findShareId(db, agentId, shareCode);
  const set = { ...given(preferences), ...(shareId === null ? {} : { shareId }), updatedAt: chance.now() };
  if (Object.keys(set).length === 1) return;
  const key = [agentReaders.tenantId, agentReaders.contactId, agentReaders.agentId];
  await db.batch([
    db.insert(agentReaders, { agentId, contactId, ...set }, { do: "update", target: key, set }),
    audit(db, chance, {
      actor: `customer:${contactId}`,
      action: "reader.changed",
      subject: contactId,
      detail: { agentId, fields: Object.keys(set).filter((name) => name !== "updatedAt") },
    }),
  ]);
};
