import type { z } from "zod";
import type { tryAgentAnswerSchema, tryAgentSchema } from "../../schema/contract/agents.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import type { ModelRequest, ModelResult } from "../models/port.ts";
import { costOf, maxCost } from "../models/pricing.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantRow } from "../platform/directory.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { composeRequest } from "./composeRequest.ts";
import type { AgentDeps } from "./deps.ts";
import { gatherPrompt } from "./gatherPrompt.ts";
import { upgradeNotice } from "./notices.ts";
import { strangerAt, withDraft } from "./previewPrompt.ts";
import { composePrompt } from "./prompt.ts";
import { readAgent } from "./readAgent.ts";
import { routeTurn } from "./routing.ts";

type Wanted = z.output<typeof tryAgentSchema>;
type Tried = z.output<typeof tryAgentAnswerSchema>;

/**
 * One answer of the agent to somebody of a level, as a turn would give it, without a thread: nothing is stored or sent. It
 * costs what a turn costs, so it counts towards the agent's spend cap; the daily limit is the customers' and stays as it is.
 */
export const tryAgent = async (
  deps: AgentDeps,
  db: TenantDb,
  tenant: TenantRow,
  agentId: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Tried | Refusal> => {
  const stored = await readAgent(db, agentId);
  if (!stored) return refuse("not_found");
  const agent = withDraft(stored, wanted.draft);
  const writer = strangerAt(wanted.level);
  const turn = routeTurn({ ...writer, agent: { ...agent, isActive: true, autoResponseEnabled: true } });
  if (turn.kind !== "prompt")
    return { response: upgradeNotice(agent, tenant.language), model: agent.modelName, tokensIn: 0, tokensOut: 0, costMicros: 0 };
  const { history, batch } = splitThread(wanted);
  if (batch.length === 0) return refuse("invalid_input", { errors: [lastIsNotTheirs] });
  const input = await gatherPrompt(db, { tenant, agent, route: turn.route, writer, batch, now: deps.chance.now() });
  const { level, language, knowledge } = input;
  const request = composeRequest({ agent, prompt: composePrompt(input), knowledge, history, batch, level, language });
  const result = await callWithinCap(deps, tenant, agent, request, signal);
  if (result === "spend_cap") return refuse("spend_cap_reached");
  if (!result.ok) return refuse("unavailable", { detail: result.failure });
  const { text: response, model, tokensIn, tokensOut } = result;
  return { response, model, tokensIn, tokensOut, costMicros: costOf(result) };
};

const lastIsNotTheirs = { path: "messages", code: "last_not_client", message: "The last message must be the client's" };

const splitThread = ({ messages, level }: Wanted) => {
  const start = messages.findLastIndex(({ sender }) => sender === "ai") + 1;
  const history = messages.slice(0, start).map(({ sender, text }) => ({ sender, text, level, kind: "text" as const }));
  return { history, batch: messages.slice(start).map(({ text }) => text) };
};

/** The most the call can cost is reserved before it, what it did cost is settled after, whatever came of it (invariant I12). */
const callWithinCap = async (
  deps: AgentDeps,
  tenant: TenantRow,
  agent: AgentRow,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelResult | "spend_cap"> => {
  const turnId = deps.chance.id("turn");
  const day = calendarDay(deps.chance.now(), tenant.timeZone);
  const spending = deps.spending({ tenantId: tenant.id, agentId: agent.id });
  const reserved = await spending.reserve({ turnId, maxMicros: maxCost(request), capMicros: agent.dailySpendCapMicros, day });
  if (reserved.kind !== "ok") return "spend_cap";
  const keyFor = { tenantId: tenant.id, payer: "tenant", conversationId: null } as const;
  const result = await deps.model.generate(request, { signal, keyFor });
  await spending.settle({ turnId, micros: costOf(result), day });
  return result;
};
