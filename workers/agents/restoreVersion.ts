import type { AgentRow } from "../../schema/tables/agents.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { publish } from "./publish.ts";
import { readAgent } from "./readAgent.ts";
import { findVersion } from "./readVersions.ts";

/**
 * Publishes an earlier version again, as a new one, so that the way there and back stays on record. The public address and whether
 * the agent is on stay as they are now: links that people have must go on working, and going back must not switch anything off. A
 * draft stays too. Refuses `conflict` when a newer version than `seen` has been published.
 */
export const restoreVersion = async (
  deps: Pick<AgentDeps, "chance">,
  db: TenantDb,
  id: string,
  { version, seen }: { version: number; seen: number },
  actor: string,
): Promise<AgentRow | Refusal> => {
  const before = await readAgent(db, id);
  if (!before) return refuse("not_found");
  const wanted = await findVersion(db, before, version);
  if (!wanted) return refuse("not_found");
  if (before.version !== seen) return refuse("conflict");
  const { slug: _slug, isActive: _isActive, ...fields } = wanted.fields;
  return publish(deps, db, { before, fields, actor, restoredFrom: version });
};
