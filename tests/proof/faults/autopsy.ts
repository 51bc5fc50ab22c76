import type { ConversationState } from "../../../workers/conversation/state.ts";
import { jobLease } from "../../../workers/platform/jobs.ts";
import { readD1, readObjects } from "../../support/stores.ts";
import type { GeminiRequest } from "../../world/contract.ts";

/** Where a message's way through can be cut. */
export const killSteps = ["webhook", "batch", "model", "commit", "send", "projection", "media"] as const;
export type KillStep = (typeof killSteps)[number];

/** What the world saw in the moment of the kill. */
export interface LastMoment {
  /** When the killed runtime was started: what an earlier one left undone was not cut by this kill. */
  startedAt: number;
  /** Calls of the webhook without an answer. */
  calls: number;
  /** Calls of the model since the runtime was started, with whether they had been answered. */
  asked: { words: string; isAnswered: boolean }[];
}

export const lastMoment = (startedAt: number, calls: number, requests: GeminiRequest[]): LastMoment => ({
  startedAt,
  calls,
  asked: requests.map(({ body, status }) => ({ words: JSON.stringify(body.contents), isAnswered: status === 200 })),
});

const queriesSince = (at: number) => ({
  state: "SELECT json FROM state",
  texts: "SELECT id, json_extract(json, '$.text') AS text FROM messages WHERE json_extract(json, '$.direction') = 'inbound'",
  unsent: `SELECT 1 FROM outbox WHERE lane = 'channel' AND state = 'queued' AND first_call_at IS NULL AND queued_at >= ${at} LIMIT 1`,
  onTheWire: `SELECT 1 FROM outbox WHERE lane = 'channel' AND state = 'sending' AND first_call_at >= ${at} LIMIT 1`,
  unprojected: `SELECT 1 FROM outbox WHERE lane = 'd1' AND queued_at >= ${at} LIMIT 1`,
  unordered: `SELECT 1 FROM outbox WHERE lane = 'jobs' AND queued_at >= ${at} LIMIT 1`,
});

/**
 * The steps at which a killed runtime really stood, read from what it left on disk: a kill that was aimed at one step may have
 * landed at another, or at several in several conversations.
 */
export const stepsAtDeath = (stateDir: string, { startedAt, calls, asked }: LastMoment): Set<KillStep> => {
  const steps = new Set<KillStep>();
  const handedOver = readObjects(stateDir, "Line", {
    waits: `SELECT 1 FROM inbox WHERE body IS NOT NULL AND accepted_at >= ${startedAt} LIMIT 1`,
  });
  if (calls > 0 || handedOver.some(({ waits }) => waits.length > 0)) steps.add("webhook");
  for (const thread of readObjects(stateDir, "Conversation", queriesSince(startedAt))) {
    const [row] = thread.state;
    if (!row) continue;
    const { batch, turn } = JSON.parse(String(row.json)) as ConversationState;
    if (batch && !turn && batch.dueAt !== null) steps.add("batch");
    const text = thread.texts.find(({ id }) => id === batch?.messageIds.at(-1))?.text;
    const call = asked.findLast(({ words }) => typeof text === "string" && text !== "" && words.includes(text));
    if (turn && call) steps.add(call.isAnswered ? "commit" : "model");
    if (thread.unsent.length > 0) steps.add("commit");
    if (thread.onTheWire.length > 0) steps.add("send");
    if (thread.unprojected.length > 0) steps.add("projection");
    if (thread.unordered.length > 0) steps.add("media");
  }
  const leased =
    "SELECT 1 FROM jobs WHERE state = 'leased' AND kind IN ('fetch_media', 'understand_media') AND due_at >= ? LIMIT 1";
  if (readD1(stateDir, leased, startedAt + jobLease).length > 0) steps.add("media");
  return steps;
};
