import { eq } from "drizzle-orm";
import { whatsappLines } from "../../schema/tables/agents.ts";
import { templates } from "../../schema/tables/templates.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { readAgentWithLine } from "./readAgent.ts";

/** Lets go of the agent's number, its credentials and its templates. An agent without one is left as it is. */
export const disconnectWhatsapp = async (
  { chance, lines }: Pick<AgentDeps, "chance" | "lines">,
  db: TenantDb,
  agentId: string,
  actor: string,
): Promise<undefined | Refusal> => {
  const found = await readAgentWithLine(db, agentId);
  if (!found) return refuse("not_found");
  const { line } = found;
  if (!line) return undefined;
  await db.batch([
    db.remove(whatsappLines, eq(whatsappLines.id, line.id)),
    db.remove(templates, eq(templates.agentId, agentId)),
    audit(db, chance, { actor, action: "agent.whatsapp_disconnected", subject: agentId, detail: { number: line.number } }),
  ]);
  await lines.forget(line);
  return undefined;
};
