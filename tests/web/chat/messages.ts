import type { PublicMessage } from "../../../schema/contract/conversations.ts";
import type { PublicMedia } from "../../../schema/contract/media.ts";
import type { PageFile, PageOutgoing } from "../../../web/src/chat/files/pageFile.ts";
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
  place: null,
  quoted: null,
  media: [],
  status: "received",
  clientMessageId: null,
  createdAt: new Date(Date.UTC(2026, 10, 21) + at * 1_000).toISOString(),
  version: 1,
  ...more,
});

export const reply = (at: number, text: string, more: Partial<PublicMessage> = {}): PublicMessage =>
  message(at, { direction: "outbound", sender: "ai", kind: "reply", status: "sent", text, ...more });

export const outgoing = (clientMessageId: string, more: Partial<PageOutgoing> = {}): PageOutgoing => ({
  clientMessageId,
  conversationId: "coach",
  text: clientMessageId,
  files: [],
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

/** A picture of the visitor's, not uploaded yet. */
export const pageFile = (id: string, more: Partial<PageFile> = {}): PageFile => ({
  id,
  name: `${id}.jpg`,
  kind: "image",
  bytes: 1_000,
  durationMs: null,
  width: 3,
  height: 4,
  mediaId: null,
  ...more,
});

/** A file as the server tells of it. */
export const medium = (id: string, more: Partial<PublicMedia> = {}): PublicMedia => ({
  id,
  kind: "image",
  state: "stored",
  failure: null,
  name: `${id}.jpg`,
  mediaType: "image/jpeg",
  bytes: 1_000,
  durationMs: null,
  width: 3,
  height: 4,
  text: null,
  ...more,
});
