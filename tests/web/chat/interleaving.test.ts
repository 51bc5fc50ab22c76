import fc from "fast-check";
import { expect, it } from "vitest";
import type { ChatAction } from "../../../web/src/chat/state/chatState.ts";
import { byAcceptance } from "../../../web/src/realtime/order.ts";
import { after, message, posted, reply } from "./messages.ts";

const own = message(1, { clientMessageId: "a1" });
const answer = reply(2, "Siamo aperti dalle 7 alle 22");
const byHand = reply(3, "Ti aspettiamo", { sender: "consultant", kind: "text" });

const stream: ChatAction[] = [
  { type: "streamed", id: "a1", event: { event: "accepted", data: { message: own } } },
  { type: "streamed", id: "a1", event: { event: "delta", data: { text: "Siamo aperti " } } },
  { type: "streamed", id: "a1", event: { event: "delta", data: { text: "dalle 7" } } },
  { type: "streamed", id: "a1", event: { event: "committed", data: { message: answer, remainingMessages: 6 } } },
];

const socket: ChatAction[] = [
  { type: "pushed", event: { type: "NEW_MESSAGE", message: own } },
  { type: "pushed", event: { type: "MESSAGE_SENT", message: answer } },
  { type: "pushed", event: { type: "MESSAGE_SENT", message: byHand } },
  { type: "pushed", event: { type: "MESSAGE_STATUS", messageId: byHand.id, status: "read", version: 2 } },
  { type: "read", newest: { items: [own, answer, byHand], olderCursor: null } },
];

/** Merges lanes, each in its own order, by whose turn it is. */
const interleave = (lanes: ChatAction[][], turns: number[]): ChatAction[] => {
  const rest = lanes.map((lane) => [...lane]);
  const merged: ChatAction[] = [];
  for (const turn of turns) merged.push(...(rest[turn % rest.length]?.splice(0, 1) ?? []));
  return [...merged, ...rest.flat()];
};

it("ends alike however stream, socket and reading interleave, with redeliveries: each message once, in order, no draft left", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2), { maxLength: 24 }), fc.subarray(socket), (turns, again) => {
      const state = after([...posted("a1"), ...interleave([stream, socket, again], turns)]);
      expect(state.thread.items.map((item) => item.id)).toEqual([own.id, answer.id, byHand.id]);
      expect([...state.thread.items].toSorted(byAcceptance)).toEqual(state.thread.items);
      expect(state).toMatchObject({ draft: null, outgoing: [], streams: [], remaining: 6 });
    }),
    { numRuns: 2_000 },
  );
});

it("never shows an own message twice, nor loses it, before it is accepted", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<ChatAction["type"]>("sending", "broken", "retried", "pushed", "read"), { maxLength: 12 }),
      (types) => {
        const actions = types.map((type): ChatAction => {
          if (type === "sending") return { type, id: "a1" };
          if (type === "broken") return { type, id: "a1", problem: "offline" };
          if (type === "retried") return { type, id: "a1" };
          if (type === "pushed") return { type, event: { type: "NEW_MESSAGE", message: own } };
          return { type: "read", newest: { items: [], olderCursor: null } };
        });
        const state = after([...posted("a1"), ...actions]);
        const shown = state.outgoing.length + state.thread.items.length;
        expect(shown).toBe(1);
      },
    ),
    { numRuns: 2_000 },
  );
});
