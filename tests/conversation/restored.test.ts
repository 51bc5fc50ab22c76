import { describe, expect, it } from "vitest";
import { restored } from "../../workers/conversation/restored.ts";
import { newConversation, type Batch, type ConversationState } from "../../workers/conversation/state.ts";
import { idsOf } from "../backup/furniture.ts";
import { House } from "../backup/house.ts";

const birth = { id: idsOf("conversation", 1, 1)[0]!, tenantId: "ten_a", agentId: "agt_a", contactId: "ctc_a" };
const parties = { agentName: "Coach", contactName: "Marta", isClient: false, level: 1, language: "it" } as const;
const more = { customerLanguage: null, handBackMinutes: null, away: null, blockedAt: null, isAnswered: true };
const batch = (id: string, dueAt: number | null): Batch => ({
  id,
  messageIds: ["msg_a"],
  supplements: [],
  channel: "whatsapp",
  firstAt: 5,
  dueAt,
  folds: 0,
  attempts: 0,
  firstFailureAt: null,
  refused: false,
  apologized: false,
});
const turn = { id: "trn_a", batchId: "bat_a", startedAt: 6, incarnation: "trn_before" };
const state = (set: Partial<ConversationState>): ConversationState => ({
  ...newConversation(birth, { ...parties, ...more }),
  ...set,
});

describe("a thread that was brought back", () => {
  it("calls a person for what waited for the AI, and answers none of it", () => {
    for (const open of [
      { batch: batch("bat_a", 9) },
      { batch: batch("bat_a", 9), turn },
      { batch: batch("bat_a", null), next: batch("bat_b", 9) },
    ]) {
      const { state: after, effects } = restored(state({ ...open, place: "closed" }));
      expect(after).toMatchObject({
        batch: null,
        next: null,
        turn: null,
        needsPerson: "left_unanswered",
        place: "open",
        aiEnabled: true,
      });
      expect(effects).toContainEqual({ type: "project", what: "conversation" });
    }
  });

  it("leaves alone what nobody waits for, what a person has, and what has moved", () => {
    for (const rest of [
      {},
      { batch: batch("bat_a", null) },
      { aiEnabled: false, batch: batch("bat_a", 9) },
      { movedTo: "cnv_b", turn },
    ]) {
      const before = state(rest);
      expect(restored(before)).toEqual({ state: before, effects: [] });
    }
  });

  it("sleeps until its tenant is open; then it looks for what waited to be sent, and projects what is young", async () => {
    const house = new House("a");
    const { sql } = house.storage("conversation", birth.id);
    const rows = [
      { table: "state", columns: ["id", "json"], rows: [[1, JSON.stringify(state({ lastAcceptedAt: 50 }))]] },
      {
        table: "messages",
        columns: ["id", "accepted_at", "level", "kind", "json"],
        rows: [
          ["msg_old", 10, 1, "text", JSON.stringify({ id: "msg_old", acceptedAt: 10 })],
          ["msg_read", 20, 1, "text", JSON.stringify({ id: "msg_read", acceptedAt: 20, readAt: 45 })],
          ["msg_young", 50, 1, "text", JSON.stringify({ id: "msg_young", acceptedAt: 50 })],
        ],
      },
      {
        table: "outbox",
        columns: ["lane", "key", "payload", "due_at", "queued_at", "sender"],
        rows: [["channel", "msg_young:0", JSON.stringify({ messageId: "msg_young", part: 0, text: "Ciao" }), 51, 50, "ai"]],
      },
    ];
    const object = () => house.object("conversation", birth.id);
    expect(await object().restoreBegin({ restoreId: "rst_a", attempt: "one" })).toBe(true);
    expect(await object().restoreRows({ attempt: "another", tables: rows, facts: [] })).toBe(false);
    expect(await object().restoreRows({ attempt: "one", tables: rows, facts: [] })).toBe(true);
    expect(await object().restoreEnd("one")).toBe(true);
    const waiting = () => sql.exec("SELECT lane, key, state, first_call_at FROM outbox ORDER BY id").toArray();
    const asleep = [{ lane: "channel", key: "msg_young:0", state: "queued", first_call_at: null }];
    house.forgetObjects();
    await object().dump(null);
    expect(waiting()).toEqual(asleep);
    await object().restoreWake({ restoreId: "rst_other", since: 40 });
    expect(waiting()).toEqual(asleep);
    await object().restoreWake({ restoreId: "rst_a", since: 40 });
    const projected = waiting().filter((row) => (row as { lane: string }).lane === "d1");
    expect(waiting()[0]).toMatchObject({ state: "checking", first_call_at: 50 });
    expect(projected.map((row) => (row as { key: string }).key)).toEqual([
      "message:msg_read",
      "message:msg_young",
      "conversation",
      "arrangement",
      "labels",
    ]);
  });
});
