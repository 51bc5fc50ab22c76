import type { z } from "zod";
import type { publishSchema } from "../../schema/contract/agentDrafts.ts";
import { agentFieldsSchema } from "../../schema/contract/agents.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { fieldProblems } from "../platform/fieldProblems.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { openFields } from "./agentFields.ts";
import type { AgentDeps } from "./deps.ts";
import { given } from "./given.ts";
import { publish } from "./publish.ts";
import { readAgent } from "./readAgent.ts";

/**
 * Publishes the draft that was seen, over the version that was seen: either having moved on is a `conflict`. Here the draft is held
 * to the rules that every agent keeps; what breaks one is `invalid_input`, field by field, and nothing is published.
 */
export const publishDraft = async (
  deps: Pick<AgentDeps, "chance">,
  db: TenantDb,
  id: string,
  { version, seen }: z.output<typeof publishSchema>,
  actor: string,
): Promise<AgentRow | Refusal> => {
  const before = await readAgent(db, id);
  if (!before) return refuse("not_found");
  if (before.version !== version || before.draft === null || before.draftAt !== Date.parse(seen)) return refuse("conflict");
  const parsed = agentFieldsSchema.partial().safeParse(openFields(before, before.draft));
  if (!parsed.success) return refuse("invalid_input", { errors: fieldProblems(parsed.error) });
  return publish(deps, db, { before, fields: given(parsed.data), actor, endsDraft: true });
};
