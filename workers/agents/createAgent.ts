import type { z } from "zod";
import { agentDefaults, type agentCreateSchema } from "../../schema/contract/agents.ts";
import { agents, type AgentRow } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import type { TenantRow } from "../platform/directory.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { defaultTexts } from "./defaultTexts.ts";
import type { AgentDeps } from "./deps.ts";
import { noDraft } from "./drafts.ts";
import { given } from "./given.ts";
import { slugCandidates } from "./slug.ts";
import { firstVersion } from "./versionRows.ts";

type Wanted = z.output<typeof agentCreateSchema>;

/**
 * A new agent. Everything but the name has a default; a slug that is left out is made of the name and made unique, one that
 * is given and taken, in whichever tenant, is refused with `slug_taken`.
 */
export const createAgent = async (
  deps: Pick<AgentDeps, "chance">,
  db: TenantDb,
  tenant: TenantRow,
  wanted: Wanted,
  actor: string,
): Promise<AgentRow | Refusal> => {
  const { chance } = deps;
  const id = chance.id("agent");
  const now = chance.now();
  const slugs = wanted.slug === undefined ? slugCandidates(wanted.name, id.slice(-6)) : [wanted.slug];
  const fields = { ...agentDefaults, ...defaultTexts(wanted.name, tenant), ...given(wanted), name: wanted.name };
  for (const slug of slugs) {
    const row = { ...fields, ...noDraft, id, slug, version: 1, deletedAt: null, createdAt: now, updatedAt: now };
    try {
      await db.batch([
        db.insert(agents, row),
        firstVersion(db, { agentId: id, version: 1, fields: row, publishedBy: actor, publishedAt: now, restoredFrom: null }),
        audit(db, chance, { actor, action: "agent.created", subject: id, detail: { slug } }),
      ]);
      return { ...row, tenantId: db.tenantId };
    } catch (error) {
      if (!isUniqueViolation(error, "agents.slug")) throw error;
    }
  }
  return refuse("slug_taken");
};
