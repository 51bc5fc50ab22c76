import { and, eq, isNull } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import { auditChange } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { noDraft } from "./drafts.ts";
import { readAgent } from "./readAgent.ts";

/** Throws the draft away that was seen; one that somebody has gone on with since is a `conflict`. Without one there is nothing to do. */
export const discardDraft = async (
  { chance }: Pick<AgentDeps, "chance">,
  db: TenantDb,
  id: string,
  seen: string,
  actor: string,
): Promise<undefined | Refusal> => {
  const before = await readAgent(db, id);
  if (!before) return refuse("not_found");
  if (before.draftAt === null) return undefined;
  const [discarded] = await db.batch([
    db.update(agents, noDraft, and(eq(agents.id, id), isNull(agents.deletedAt), eq(agents.draftAt, Date.parse(seen)))),
    auditChange(db, chance, { actor, action: "agent.draft_discarded", subject: id }),
  ]);
  return discarded === 0 ? refuse("conflict") : undefined;
};
