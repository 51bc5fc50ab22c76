import { and, asc, eq, isNull } from "drizzle-orm";
import type { Template } from "../../../../schema/contract/templates.ts";
import { agents, whatsappLines } from "../../../../schema/tables/agents.ts";
import { templates, type TemplateRow } from "../../../../schema/tables/templates.ts";
import { refuse, type Refusal } from "../../../platform/refusal.ts";
import type { TenantDb } from "../../../platform/tenantDb.ts";

const templateOnWire = ({
  tenantId: _tenantId,
  agentId: _agentId,
  contentSid: _sid,
  syncedAt,
  ...row
}: TemplateRow): Template => ({
  ...row,
  syncedAt: new Date(syncedAt).toISOString(),
});

/** The approved ones first, as whoever chooses among them wants to see them. */
const byUse = (a: Template, b: Template): number =>
  Number(b.status === "approved") - Number(a.status === "approved") ||
  a.name.localeCompare(b.name, "it") ||
  a.language.localeCompare(b.language);

/** The templates of an agent's number, as its provider last told; none without a number. Index `templates_content`. */
export const listTemplates = async (
  db: TenantDb,
  agentId: string,
): Promise<{ items: Template[]; nextCursor: null } | Refusal> => {
  const [agent, line, rows] = await Promise.all([
    db.first(agents, and(eq(agents.id, agentId), isNull(agents.deletedAt))),
    db.first(whatsappLines, eq(whatsappLines.agentId, agentId)),
    db.all(templates, { where: eq(templates.agentId, agentId), orderBy: [asc(templates.contentSid)] }),
  ]);
  if (!agent) return refuse("not_found");
  return { items: line ? rows.map(templateOnWire).toSorted(byUse) : [], nextCursor: null };
};
