import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { AgentDraft, keepDraftSchema } from "../../schema/contract/agentDrafts.ts";
import { agents } from "../../schema/tables/agents.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { openFields } from "./agentFields.ts";
import type { AgentDeps } from "./deps.ts";
import { draftOf, nextDraftAt, noDraft } from "./drafts.ts";
import { readAgent } from "./readAgent.ts";

type Wanted = z.output<typeof keepDraftSchema>;

/**
 * Keeps a form as it is, for the next who opens it; nobody is answered by it. A draft that somebody else has kept since `seen` is a
 * `conflict`, never overwritten. Nothing that differs is no draft.
 */
export const keepDraft = async (
  { chance, names }: Pick<AgentDeps, "chance" | "names">,
  db: TenantDb,
  id: string,
  { fields, base, seen }: Wanted,
  actor: string,
): Promise<{ draft: AgentDraft | null } | Refusal> => {
  const before = await readAgent(db, id);
  if (!before) return refuse("not_found");
  const seenAt = seen === null ? null : Date.parse(seen);
  // A draft that holds nothing new is shown as none, so whoever has seen none has seen it.
  const shown = draftOf(before, new Map()) === null && seenAt === null ? before.draftAt : seenAt;
  if (before.draftAt !== shown) return refuse("conflict");
  const draft = openFields(before, fields);
  const at = nextDraftAt(chance.now(), before.draftAt);
  const next =
    Object.keys(draft).length === 0 ? noDraft : { draft, draftBase: Math.min(base, before.version), draftBy: actor, draftAt: at };
  const unchanged = shown === null ? isNull(agents.draftAt) : eq(agents.draftAt, shown);
  const [kept] = await db.batch([db.update(agents, next, and(eq(agents.id, id), isNull(agents.deletedAt), unchanged))]);
  if (kept === 0) return refuse("conflict");
  return { draft: draftOf({ ...before, ...next }, await names([actor])) };
};
