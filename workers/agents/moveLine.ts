import { and, eq } from "drizzle-orm";
import { whatsappLines } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { lineMove } from "./lineMove.ts";
import { readAgentWithLine, type AgentWithLine, type LineRow } from "./readAgent.ts";

/**
 * Gives an agent's number, with its token, its templates and the conversations held on it, to another agent of the tenant. What
 * customers write meanwhile is not missed: the line stays connected. Moving it back is the undo. Refuses `conflict` when there is
 * no number to give, or one is there already that would have to be let go of first.
 */
export const moveLine = async (
  deps: Pick<AgentDeps, "chance" | "lines" | "hints">,
  db: TenantDb,
  { agentId, fromAgentId }: { agentId: string; fromAgentId: string },
  actor: string,
): Promise<AgentWithLine | Refusal> => {
  const [to, from] = await Promise.all([readAgentWithLine(db, agentId), readAgentWithLine(db, fromAgentId)]);
  if (!to || !from) return refuse("not_found");
  if (!from.line || to.line || agentId === fromAgentId) return refuse("conflict");
  const { chance } = deps;
  const line: LineRow = { ...from.line, agentId, updatedAt: Math.max(chance.now(), from.line.updatedAt + 1) };
  const { statements, hint } = lineMove(deps, db, line, fromAgentId);
  const isStillThere = and(eq(whatsappLines.id, line.id), eq(whatsappLines.agentId, fromAgentId));
  try {
    const [moved] = await db.batch([
      db.update(whatsappLines, { agentId, updatedAt: line.updatedAt }, isStillThere),
      ...statements,
      audit(db, chance, {
        actor,
        action: "agent.whatsapp_moved",
        subject: agentId,
        detail: { number: line.number, from: fromAgentId },
      }),
    ]);
    // Somebody else was faster; the job does what the row says, and the next sync puts the templates right.
    if (!moved) return refuse("conflict");
  } catch (error) {
    if (isUniqueViolation(error, "whatsapp_lines.tenant_id, whatsapp_lines.agent_id")) return refuse("conflict");
    throw error;
  }
  await deps.lines.configure(line);
  await deps.hints.send([hint]);
  return { agent: to.agent, line };
};
