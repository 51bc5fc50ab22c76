import { eq } from "drizzle-orm";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { templates } from "../../schema/tables/templates.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { noDraft } from "./drafts.ts";
import { readAgentWithLine } from "./readAgent.ts";

/** Takes an agent out of use. Its threads stay readable, so the row stays; its slug and its number become free. */
export const deleteAgent = async (
  { chance, lines }: Pick<AgentDeps, "chance" | "lines">,
  db: TenantDb,
  id: string,
  actor: string,
): Promise<undefined | Refusal> => {
  const found = await readAgentWithLine(db, id);
  if (!found) return refuse("not_found");
  const { agent, line } = found;
  const now = chance.now();
  const gone = {
    ...noDraft,
    slug: `${agent.slug}~${id}`,
    isActive: false,
    deletedAt: now,
    updatedAt: now,
    version: agent.version + 1,
  };
  await db.batch([
    db.update(agents, gone, eq(agents.id, id)),
    db.remove(whatsappLines, eq(whatsappLines.agentId, id)),
    db.remove(templates, eq(templates.agentId, id)),
    audit(db, chance, {
      actor,
      action: "agent.deleted",
      subject: id,
      detail: { slug: agent.slug, number: line?.number ?? null },
    }),
  ]);
  if (line) await lines.forget(line);
  return undefined;
};
