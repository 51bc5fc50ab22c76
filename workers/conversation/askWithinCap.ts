import type { AgentRow } from "../../schema/tables/agents.ts";
import type { KeyOwner, Model, ModelRequest, ModelResult } from "../models/port.ts";
import { costOf, maxCost } from "../models/pricing.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import { settleSurely } from "../platform/quota/settleSurely.ts";
import type { QuotaPort } from "./prepareTurn.ts";

export interface AskDeps {
  chance: Chance;
  model: Model;
  quota(agentId: string): QuotaPort;
}

/** For whom the model is asked: whose cap and whose key. */
export interface AskScene {
  tenant: Pick<TenantRow, "id" | "timeZone">;
  agent: Pick<AgentRow, "id" | "dailySpendCapMicros">;
  contactId: string;
  conversationId: string;
  payer: KeyOwner["payer"];
}

/** Somebody looks at the screen meanwhile. */
const patienceMs = 45_000;

/**
 * One call to the model that a colleague asked for. What it can cost at most is reserved with the agent's counter before, and
 * settled after (invariant I12), whatever came of it. It counts as no message of the customer's.
 */
export const askWithinCap = async (
  { chance, model, quota }: AskDeps,
  { tenant, agent, contactId, conversationId, payer }: AskScene,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelResult | "spend_cap"> => {
  const day = calendarDay(chance.now(), tenant.timeZone);
  const turnId = chance.id("turn");
  const reserved = await quota(agent.id).reserve({
    turnId,
    contactId,
    addressHash: null,
    messageIds: [],
    limit: null,
    maxMicros: maxCost(request),
    capMicros: agent.dailySpendCapMicros,
    day,
  });
  if (reserved.kind !== "ok") return "spend_cap";
  const result = await model.generate(request, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    keyFor: { tenantId: tenant.id, payer, conversationId },
  });
  await settleSurely(() => quota(agent.id), { turnId, micros: costOf(result), day });
  return result;
};
