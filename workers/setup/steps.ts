import type { SetupReason, SetupStep } from "../../schema/contract/setup.ts";
import type { LineHealth } from "../channels/whatsapp/line.ts";
import { retryRuleOf } from "../channels/whatsapp/retryTable.ts";
import type { Exchange } from "./exchanges.ts";

/** What the first hour is told from. Times in milliseconds. */
export interface SetupFacts {
  agents: { isActive: boolean; createdAt: number }[];
  /** The number the steps speak of; `health` is null when its object did not answer. */
  line: { health: LineHealth | null } | null;
  /** When a customer's WhatsApp message first came in, as far as messages tell. */
  firstInboundAt: number | null;
  /** The conversation of the first WhatsApp message, and the first answered conversation with somebody else. */
  test: Exchange | null;
  firstReal: Exchange | null;
  modelKey: { owner: "tenant" | "pool" | "none"; isRefused: boolean; checkedAt: number | null };
}

type Outcome = Pick<SetupStep, "state"> & { reason?: SetupReason; code?: string | null; at?: number | null };

const done = (at: number | null): Outcome => ({ state: "done", at });
const todo: Outcome = { state: "todo" };

const agentStep = ({ agents }: SetupFacts): Outcome => {
  const active = agents.filter(({ isActive }) => isActive);
  if (active.length > 0) return done(Math.min(...active.map(({ createdAt }) => createdAt)));
  return agents.length > 0 ? { state: "failed", reason: "agent_off" } : todo;
};

/** Twilio has been heard since the last trouble with the account, by its calls or by our asking. */
const twilioStep = ({ line, firstInboundAt }: SetupFacts): Outcome => {
  if (!line) return todo;
  const { health } = line;
  if (!health) return firstInboundAt === null ? { state: "doing", reason: "unreachable" } : done(null);
  const heardAt = Math.max(health.lastPollAt ?? 0, health.lastWebhookAt ?? 0);
  const { lastError } = health;
  const reason = lastError?.code ? retryRuleOf(lastError.code).reason : null;
  if (lastError && lastError.at > heardAt && (reason === "credentials" || reason === "suspended"))
    return { state: "failed", reason, code: lastError.code ?? null };
  return heardAt > 0 ? done(heardAt) : { state: "doing", reason: "unreachable" };
};

const joinStep = ({ line, firstInboundAt }: SetupFacts): Outcome => {
  const at = firstInboundAt ?? line?.health?.lastInboundAt ?? null;
  if (at !== null) return done(at);
  return line ? { state: "doing" } : todo;
};

const echoStep = ({ test }: SetupFacts): Outcome => {
  if (!test) return todo;
  if (test.deliveredAt !== null) return done(test.deliveredAt);
  if (test.failure) return { state: "failed", reason: "send_failed", code: test.failure.code };
  return test.answeredAt === null ? { state: "doing", reason: "no_answer" } : { state: "doing" };
};

const modelStep = ({ modelKey: { owner, isRefused, checkedAt } }: SetupFacts): Outcome => {
  if (owner === "none") return { state: "todo", reason: "no_key" };
  if (isRefused) return { state: "failed", reason: "key_refused" };
  if (owner === "pool" || checkedAt !== null) return done(checkedAt);
  return { state: "doing", reason: "key_unchecked" };
};

const firstStep = ({ firstReal, test }: SetupFacts): Outcome => {
  if (firstReal) return done(firstReal.answeredAt);
  return test?.deliveredAt == null ? todo : { state: "doing" };
};

const rules: [SetupStep["key"], (facts: SetupFacts) => Outcome][] = [
  ["agent", agentStep],
  ["twilio", twilioStep],
  ["join", joinStep],
  ["echo", echoStep],
  ["model_key", modelStep],
  ["first_conversation", firstStep],
];

/** How far each step has come, in their order, from facts alone: a step that was done and broke is not done. */
export const setupSteps = (facts: SetupFacts): SetupStep[] =>
  rules.map(([key, rule]) => {
    const { state, reason = null, code = null, at = null } = rule(facts);
    return { key, state, reason, code, at: at === null || at === 0 ? null : new Date(at).toISOString() };
  });
