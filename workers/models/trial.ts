import { agentDefaults } from "../../schema/contract/agents.ts";
import type { KeyUse } from "../platform/keyUsage.ts";
import type { KeyedModel } from "./keyedModel.ts";
import type { Model, ModelRequest, ModelResult } from "./port.ts";

/** As little as a model can be asked: whether it answers is what counts, not what. */
const request: ModelRequest = {
  model: agentDefaults.modelName,
  system: "Answer with the single word OK.",
  contents: [{ role: "user", text: "OK?" }],
  maxOutputTokens: 16,
};

const patienceMs = 15_000;

const tokensOf = (result: ModelResult): number => {
  const billed = result.ok ? result : result.billed;
  return billed ? billed.tokensIn + billed.tokensOut : 0;
};

/** An answer that was refused, empty or cut has come from the model all the same. */
const hasAnswered = (result: ModelResult): boolean => result.ok || result.failure !== "unavailable";

/** The quota is used up, or the account has no credit: see `geminiErrors.ts`, which writes the status first. */
const isLimited = (result: ModelResult): boolean => !result.ok && /^(402|429) |FAILED_PRECONDITION/.test(result.detail);

export interface KeyTrial {
  outcome: "works" | "refused" | "limited" | "unreachable";
  use: KeyUse;
  tokens: number;
}

/** One small call with this key and no other. */
export const tryKey = async (provider: KeyedModel, apiKey: string): Promise<KeyTrial> => {
  const { result, verdict } = await provider.generate(request, apiKey, { signal: AbortSignal.timeout(patienceMs) });
  const tokens = tokensOf(result);
  if (verdict.kind === "invalid") return { outcome: "refused", use: verdict, tokens };
  if (hasAnswered(result)) return { outcome: "works", use: verdict, tokens };
  return { outcome: isLimited(result) ? "limited" : "unreachable", use: verdict, tokens };
};

/** One small call with whatever the installation has: the pool, or Vertex AI. `none` when only the offline model answers. */
export const tryPool = async (model: Model, tenantId: string): Promise<"works" | "unreachable" | "none"> => {
  const result = await model.generate(request, {
    signal: AbortSignal.timeout(patienceMs),
    keyFor: { tenantId, payer: "pool", conversationId: null },
  });
  if (result.ok && result.model === "offline") return "none";
  return hasAnswered(result) ? "works" : "unreachable";
};
