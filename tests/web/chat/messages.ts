import type { PublicMessage } from "../../../schema/contract/conversations.ts";
import type { Outgoing } from "../../../web/src/realtime/outgoing.ts";
import { firstState, type ChatAction, type ChatState } from "../../../web/src/chat/state/chatState.ts";
import { reduce } from "../../../web/src/chat/state/reduce.ts";

/** A message accepted `at` seconds into a fixed day. */
export const message = (at: number, more: Partial<PublicMessage> = {}): PublicMessage => ({
  id: `msg_${String(at).padStart(26, "0")}`,
  channel: "web",
  direction: "inbound",
  sender: "client",
  kind: "text",
  text: `text ${at}`,
  status: "received",
  clientMessageId: null,
  createdAt: new Date(Date.UTC(2026, 10, 21) + at * 1_000).toISOString(),
  version: 1,
  ...more,
});

export const reply = (at: number, text: string, more: Partial<PublicMessage> = {}): PublicMessage =>
  message(at, { direction: "outbound", sender: "ai", kind: "reply", status: "sent", text, ...more });

export const outgoing = (clientMessageId: string, more: Partial<Outgoing> = {}): Outgoing => ({
  clientMessageId,
  conversationId: "coach",
  text: clientMessageId,
  at: "2026-11-21T00:00:00.000Z",
  state: "waiting",
  problem: null,
  ...more,
});

export const fresh = (remaining: number | null = 7): ChatState =>
  firstState({ aiEnabled: true, remainingMessages: remaining }, []);

export const after = (actions: readonly ChatAction[], state: ChatState = fresh()): ChatState => actions.reduce(reduce, state);

/** A message written and on the wire. */
export const posted = (id: string): ChatAction[] => [
  { type: "written", message: outgoing(id) },
  { type: "sending", id },
];
