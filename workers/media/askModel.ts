import type { MediaRow } from "../../schema/tables/media.ts";
import type { ModelFailure, ModelRequest } from "../models/port.ts";
import { costOf, maxCost } from "../models/pricing.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { UnderstandDeps } from "./deps.ts";
import type { MediaScene } from "./readScene.ts";
import type { NoteKey } from "./understanding/words.ts";

/** `again`: worth another try later. `offline`: there is no model to ask. */
export type MediaAnswer =
  | { kind: "words"; text: string }
  | { kind: "again"; detail: string }
  | { kind: "offline" }
  | { kind: "no"; why: NoteKey };

/**
 * Of the day's cap, files may reserve up to this: a film reserves far more than it will cost, and a few from one sender must not
 * keep everybody else from being answered.
 */
const largestShare = 0.7;

/** For a call with all its answer: long recordings take a minute. */
const patienceMs = 90_000;

/**
 * One question to the model about a medium. What it can cost at most is reserved with the agent's counter before, and settled after
 * (invariant I12), each call by itself: one that was cut short may have been billed. A medium counts as no message.
 */
export const askModel = async (
  { chance, model, quota }: UnderstandDeps,
  row: MediaRow,
  { tenant, agent, payer }: MediaScene,
  request: ModelRequest,
): Promise<MediaAnswer> => {
  const day = calendarDay(chance.now(), tenant.timeZone);
  const counter = quota(agent.id);
  const turnId = chance.id("turn");
  const reserved = await counter.reserve({
    turnId,
    contactId: row.contactId,
    addressHash: null,
    messageIds: [],
    limit: null,
    maxMicros: maxCost(request),
    capMicros: Math.floor(agent.dailySpendCapMicros * largestShare),
    day,
  });
  if (reserved.kind !== "ok") return { kind: "no", why: "spend_cap" };
  const result = await model.generate(request, {
    signal: AbortSignal.timeout(patienceMs),
    keyFor: { tenantId: tenant.id, payer, conversationId: row.conversationId },
  });
  await counter.settle({ turnId, micros: costOf(result), day });
  if (!result.ok) return failureAnswer[result.failure](result.detail);
  return result.model === "offline" ? { kind: "offline" } : { kind: "words", text: result.text };
};

const failureAnswer: Record<ModelFailure, (detail: string) => MediaAnswer> = {
  unavailable: (detail) => ({ kind: "again", detail }),
  aborted: (detail) => ({ kind: "again", detail }),
  cut: (detail) => ({ kind: "again", detail }),
  empty: () => ({ kind: "no", why: "declined" }),
  refused: () => ({ kind: "no", why: "declined" }),
  bad_request: () => ({ kind: "no", why: "unsupported" }),
};
