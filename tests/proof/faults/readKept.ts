import type { ConversationState, StoredMessage } from "../../../workers/conversation/state.ts";
import { readD1, readObjects, type ObjectQuery } from "../../support/stores.ts";
import type { Kept, KeptPart, Thread } from "./history.ts";

const queries = {
  state: "SELECT json FROM state",
  messages: "SELECT json FROM messages ORDER BY accepted_at, id",
  parts: "SELECT message_id AS messageId, part, sid, status, former FROM parts ORDER BY message_id, part",
  waiting: "SELECT lane, state FROM outbox WHERE state <> 'parked'",
} satisfies ObjectQuery;

type Rows = Record<keyof typeof queries, Record<string, unknown>[]>;

/** Everything that is stored under a state directory, whether a runtime is on it or not. */
export const readKept = (stateDir: string): Kept => {
  const projected = projectedBy(stateDir);
  return {
    threads: readObjects(stateDir, "Conversation", queries).flatMap((rows) => threadOf(rows, projected)),
    waitingInLines: readObjects(stateDir, "Line", { waiting: "SELECT sid FROM inbox WHERE body IS NOT NULL" }).reduce(
      (sum, { waiting }) => sum + waiting.length,
      0,
    ),
  };
};

const projectedBy = (stateDir: string): Map<string, Thread["projected"]> => {
  const byThread = new Map<string, Thread["projected"]>();
  const query =
    "SELECT conversation_id AS thread, id, status, version, batch_id AS batchId FROM messages ORDER BY conversation_id, accepted_at, id";
  for (const { thread, ...row } of readD1(stateDir, query)) {
    const rows = byThread.get(String(thread)) ?? [];
    rows.push(row as unknown as Thread["projected"][number]);
    byThread.set(String(thread), rows);
  }
  return byThread;
};

const threadOf = (rows: Rows, projected: Map<string, Thread["projected"]>): Thread[] => {
  const [row] = rows.state;
  if (!row) return [];
  const state = JSON.parse(String(row.json)) as ConversationState;
  const messages = rows.messages.map(({ json }) => JSON.parse(String(json)) as StoredMessage);
  return [
    {
      id: state.id,
      person: state.whatsapp?.to ?? "",
      number: state.whatsapp?.line.split(":")[1] ?? "",
      aiEnabled: state.aiEnabled,
      needsPerson: state.needsPerson,
      open: [state.batch, state.next].flatMap((batch) => (batch ? [{ id: batch.id, dueAt: batch.dueAt }] : [])),
      messages: messages.map((message) => ({
        ...message,
        files: message.media.map((medium) => medium.state),
        sid: message.dedupeKey?.replace(/^sid:/, "") ?? null,
      })),
      projected: projected.get(state.id) ?? [],
      shown: null,
      parts: rows.parts.map(
        ({ former, ...part }) => ({ ...part, formerSids: JSON.parse(String(former)) }) as unknown as KeptPart,
      ),
      waiting: rows.waiting as unknown as Thread["waiting"],
    },
  ];
};
