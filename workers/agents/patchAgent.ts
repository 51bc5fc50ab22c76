import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { agentPatchSchema } from "../../schema/contract/agents.ts";
import { agents, type AgentRow } from "../../schema/tables/agents.ts";
import { auditChange } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import type { AgentDeps } from "./deps.ts";
import { given } from "./given.ts";
import { readAgent } from "./readAgent.ts";

/**
 * Changes an agent; the next turn uses it. With `version`, the form says which one it was opened at, and a newer one on the
 * server is a `conflict`; without, the change is laid over whatever is there.
 */
export const patchAgent = async (
  { chance }: Pick<AgentDeps, "chance">,
  db: TenantDb,
  id: string,
  { version, ...changes }: z.output<typeof agentPatchSchema>,
  actor: string,
): Promise<AgentRow | Refusal> => {
  const before = await readAgent(db, id);
  if (!before) return refuse("not_found");
  if (version !== undefined && version !== before.version) return refuse("conflict");
  const set = given(changes);
  const fields = Object.keys(set);
  if (fields.length === 0) return before;
  const next = { ...set, version: before.version + 1, updatedAt: chance.now() };
  try {
    const [changed] = await db.batch([
      db.update(agents, next, and(eq(agents.id, id), eq(agents.version, before.version), isNull(agents.deletedAt))),
      auditChange(db, chance, { actor, action: "agent.changed", subject: id, detail: { fields, version: next.version } }),
    ]);
    if (changed === 0) return refuse("conflict");
  } catch (error) {
    if (isUniqueViolation(error, "agents.slug")) return refuse("slug_taken");
    throw error;
  }
  return (await readAgent(db, id)) ?? refuse("not_found");
};
