import type { z } from "zod";
import type { promptPreviewQuerySchema } from "../../schema/contract/agents.ts";
import type { Level } from "../../schema/contract/enums.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { readPerson } from "../contacts/readPerson.ts";
import type { TenantRow } from "../platform/directory.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AgentDeps } from "./deps.ts";
import { gatherPrompt } from "./gatherPrompt.ts";
import { composePrompt } from "./prompt.ts";
import type { ComposedPrompt } from "./promptInput.ts";
import { given } from "./given.ts";
import { readReader } from "./reader.ts";
import { readAgent } from "./readAgent.ts";
import { routeTurn } from "./routing.ts";
import { writerOf, type Writer } from "./writer.ts";

type Wanted = z.output<typeof promptPreviewQuerySchema>;
type Draft = NonNullable<Wanted["draft"]>;

/** The stored agent with the form's unsaved fields laid over it. */
export const withDraft = (agent: AgentRow, draft: Draft | undefined): AgentRow => ({ ...agent, ...given(draft ?? {}) });

/** Somebody of a level of whom nothing else is known. */
export const strangerAt = (level: Level): Writer => ({ participant: "lead", level, client: null, language: null });

const nothing: ComposedPrompt = { system: "", parts: [], tokens: 0 };

/**
 * The prompt as a turn would send it now: for one contact, or for somebody unknown of a level (Bronze when neither is said).
 * Where a turn would not call the model (reception, a level below the agent's lowest) it is empty. Whether the agent is
 * switched on makes no difference: one looks before one switches on.
 */
export const previewPrompt = async (
  { chance }: Pick<AgentDeps, "chance">,
  db: TenantDb,
  tenant: TenantRow,
  agentId: string,
  { level, contactId, draft, message }: Wanted,
): Promise<ComposedPrompt | Refusal> => {
  const stored = await readAgent(db, agentId);
  if (!stored) return refuse("not_found");
  const agent = withDraft(stored, draft);
  const writer = await writerFor(db, tenant, contactId, level);
  if (isRefusal(writer)) return writer;
  const turn = routeTurn({ ...writer, agent: { ...agent, isActive: true, autoResponseEnabled: true } });
  if (turn.kind !== "prompt") return nothing;
  const batch = message ? [message] : [];
  const reader = contactId === undefined ? null : await readReader(db, { agentId, contactId });
  return composePrompt(await gatherPrompt(db, { tenant, agent, route: turn.route, writer, reader, batch, now: chance.now() }));
};

const writerFor = async (
  db: TenantDb,
  tenant: TenantRow,
  contactId: string | undefined,
  level: Level = 1,
): Promise<Writer | Refusal> => {
  if (contactId === undefined) return strangerAt(level);
  const person = await readPerson(db, contactId);
  return person ? writerOf(tenant, person) : refuse("not_found");
};
