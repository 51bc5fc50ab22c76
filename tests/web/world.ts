import type { Conversation, Message } from "../../schema/contract/conversations.ts";

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
  status: "received",
  failure: null,
  level: 1,
  batchId: null,
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
  lastMessageAt: new Date(Date.UTC(2026, 2, 10, 8, n)).toISOString(),
  lastMessage: null,
  movedTo: null,
  version: 1,
  ...more,
});
