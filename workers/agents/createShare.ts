import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { AgentShare, shareCreateSchema } from "../../schema/contract/agentShares.ts";
import { agentShares } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { readAgent } from "./readAgent.ts";
import { mostShares, shareOnWire } from "./shares.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const codeLength = 16;

/** Eighty random bits: nobody comes upon another tenant's link by trying. */
const codeOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => alphabet.charAt(byte & 31)).join("");

/** A link to the agent's page, on from the start. Refuses `conflict` beyond the most that an agent may have. */
export const createShare = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  agentId: string,
  wanted: z.output<typeof shareCreateSchema>,
  actor: string,
): Promise<AgentShare | Refusal> => {
  if (!(await readAgent(db, agentId))) return refuse("not_found");
  const there = await db.pick({ id: agentShares.id }, agentShares, {
    where: eq(agentShares.agentId, agentId),
    limit: mostShares,
  });
  if (there.length >= mostShares) return refuse("conflict");
  const now = chance.now();
  const row = {
    id: chance.id("share"),
    agentId,
    name: wanted.name,
    code: codeOf(chance.bytes(codeLength)),
    instructions: wanted.instructions ?? "",
    isActive: wanted.isActive ?? true,
    createdAt: now,
    updatedAt: now,
  };
  await db.batch([
    db.insert(agentShares, row),
    audit(db, chance, { actor, action: "share.created", subject: row.id, detail: { agentId } }),
  ]);
  return shareOnWire({ ...row, tenantId: db.tenantId }, 0);
};
