import { and, eq, isNull } from "drizzle-orm";
import type { AgentFields } from "../../schema/contract/agents.ts";
import { agents, type AgentRow } from "../../schema/tables/agents.ts";
import { auditChange } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { changedFields, fieldsOf } from "./agentFields.ts";
import type { AgentDeps } from "./deps.ts";
import { noDraft } from "./drafts.ts";
import { versionBefore, versionPublished } from "./versionRows.ts";

export interface Publication {
  /** The agent as it was read, which nobody may have published over since. */
  before: AgentRow;
  /** What changes; the rest stays. */
  fields: Partial<AgentFields>;
  actor: string;
  /** The version that is brought back by it. */
  restoredFrom?: number;
  /** Whether the draft that was read is what is published, and therefore done with. */
  endsDraft?: boolean;
}

/**
 * Makes an agent's fields those that customers are answered by from the next turn on, and keeps them as a version, in one batch.
 * Fields that are what they were are no new version. Refuses `conflict` when somebody else was faster, `slug_taken`.
 */
export const publish = async (
  { chance }: Pick<AgentDeps, "chance">,
  db: TenantDb,
  { before, fields, actor, restoredFrom, endsDraft = false }: Publication,
): Promise<AgentRow | Refusal> => {
  const after = { ...fieldsOf(before), ...fields };
  const changed = changedFields(before, after);
  const set = Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<AgentFields>;
  if (changed.length === 0) return before;
  const now = chance.now();
  const next = { ...set, version: before.version + 1, updatedAt: now, ...(endsDraft ? noDraft : {}) };
  const isWhatWasRead = and(
    eq(agents.id, before.id),
    eq(agents.version, before.version),
    isNull(agents.deletedAt),
    endsDraft && before.draftAt !== null ? eq(agents.draftAt, before.draftAt) : undefined,
  );
  const version = { agentId: before.id, version: next.version, fields: after, publishedBy: actor, publishedAt: now };
  try {
    const [, published] = await db.batch([
      versionBefore(db, before),
      db.update(agents, next, isWhatWasRead),
      versionPublished(db, { ...version, restoredFrom: restoredFrom ?? null }),
      auditChange(db, chance, {
        actor,
        action: restoredFrom === undefined ? "agent.changed" : "agent.restored",
        subject: before.id,
        detail: { fields: changed, version: next.version, ...(restoredFrom === undefined ? {} : { restoredFrom }) },
      }),
    ]);
    return published === 0 ? refuse("conflict") : { ...before, ...next };
  } catch (error) {
    if (isUniqueViolation(error, "agents.slug")) return refuse("slug_taken");
    throw error;
  }
};
