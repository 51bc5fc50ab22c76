import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { Template } from "../../schema/contract/templates.ts";
import type { Draft } from "../../web/src/realtime/written.ts";

const idFor = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, "0")}`;

export const conversationId = idFor("cnv", 1);

/** A message `n` minutes into a fixed day. */
export const message = (n: number, more: Partial<Message> = {}): Message => ({
  id: idFor("msg", n),
  conversationId,
  channel: "whatsapp",
  direction: "inbound",
  sender: "client",
  kind: "text",
  authorName: null,
  text: `message ${n}`,
  media: [],
  place: null,
  quoted: null,
  button: null,
  template: null,
  status: "received",
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  failure: null,
  level: 1,
  batchId: null,
  intent: null,
  mentions: [],
  clientMessageId: null,
  model: null,
  tokensIn: null,
  tokensOut: null,
  createdAt: new Date(Date.UTC(2026, 2, 10, 8, n)).toISOString(),
  version: 1,
  ...more,
});

export const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_none, at) => message(from + at));

export const conversation = (n: number, more: Partial<Conversation> = {}): Conversation => ({
  id: idFor("cnv", n),
  agentId: idFor("agt", 1),
  agentName: "Coach AI",
  contactId: idFor("ctc", n),
  contactName: `Contact ${n}`,
  level: 1,
  isClient: false,
  aiEnabled: true,
  overriddenAt: null,
  overriddenBy: null,
  needsPerson: null,
  unreadCount: 0,
  place: "open",
  snoozedUntil: null,
  assignee: null,
  labelIds: [],
  handsBackAt: null,
  lastMessageAt: new Date(Date.UTC(2026, 2, 10, 8, n)).toISOString(),
  lastMessage: null,
  windowClosesAt: null,
  stoppedAt: null,
  language: null,
  movedTo: null,
  version: 1,
  ...more,
});

export const medium = (n: number, more: Partial<Media> = {}): Media => ({
  id: idFor("med", n),
  kind: "image",
  state: "ready",
  failure: null,
  name: `file ${n}`,
  mediaType: null,
  bytes: null,
  durationMs: null,
  width: null,
  height: null,
  description: null,
  text: null,
  ...more,
});

export const template = (n: number, more: Partial<Template> = {}): Template => ({
  id: idFor("tpl", n),
  name: `template_${n}`,
  language: "it",
  category: "UTILITY",
  status: "approved",
  rejectionReason: null,
  body: "Ciao {{1}}",
  variables: [{ name: "1", sample: "Ada" }],
  isSupported: true,
  syncedAt: "2026-03-10T08:00:00.000Z",
  ...more,
});

/** Words alone, as most messages are. */
export const wordsOnly = (text: string): Draft => ({ text, media: [], template: null });
