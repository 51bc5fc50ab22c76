import type { z } from "zod";
import type { agentPatchSchema } from "../../schema/contract/agents.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { given } from "./given.ts";
import { publish } from "./publish.ts";
import { readAgent } from "./readAgent.ts";

/**
 * Publishes fields at once, past any draft; the next turn uses them. With `version`, the caller says which one they had seen, and a
 * newer one on the server is a `conflict`; without, the change is laid over whatever is there.
 */
export const patchAgent = async (
  deps: Pick<AgentDeps, "chance">,
  db: TenantDb,
  id: string,
  { version, ...changes }: z.output<typeof agentPatchSchema>,
  actor: string,
): Promise<AgentRow | Refusal> => {
  const before = await readAgent(db, id);
  if (!before) return refuse("not_found");
  if (version !== undefined && version !== before.version) return refuse("conflict");
  return publish(deps, db, { before, fields: given(changes), actor });
};
