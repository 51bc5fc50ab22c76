import type { Direction, Level, MessageKind, Sender } from "../../schema/contract/enums.ts";
import { spanOf, type Spans } from "./spans.ts";

/** A message as far as it is counted. */
export interface CountedMessage {
  conversationId: string;
  agentId: string;
  contactId: string;
  direction: Direction;
  sender: Sender;
  kind: MessageKind;
  level: Level;
  tokens: number;
  /** Milliseconds since 1970. */
  acceptedAt: number;
}

/** The numbers of one agent at one level. */
export interface LevelCount {
  agentId: string;
  level: Level;
  totalMessages: number;
  inboundMessages: number;
  outboundMessages: number;
  aiMessages: number;
  manualMessages: number;
  tokens: number;
  aiResponses: Spans;
  manualResponses: Spans;
}

/** What one contact and one agent wrote to each other. */
export interface ContactCount {
  agentId: string;
  contactId: string;
  conversationId: string;
  level: Level;
  inboundMessages: number;
  aiMessages: number;
  manualMessages: number;
}

export interface DayCount {
  levels: LevelCount[];
  contacts: ContactCount[];
}

const nothing = (agentId: string, level: Level): LevelCount => ({
  agentId,
  level,
  totalMessages: 0,
  inboundMessages: 0,
  outboundMessages: 0,
  aiMessages: 0,
  manualMessages: 0,
  tokens: 0,
  aiResponses: {},
  manualResponses: {},
});

/** Colleagues' notes and topic marks are between the tenant and itself. */
const isSaid = ({ kind }: CountedMessage): boolean => kind !== "note" && kind !== "topic";

/** Filo's own notices are no answer to anything, in whoever's name they go out. */
export const answerer = ({ sender, kind }: Pick<CountedMessage, "sender" | "kind">): "ai" | "manual" | null => {
  if (sender === "consultant" && kind === "text") return "manual";
  return sender === "ai" && kind === "reply" ? "ai" : null;
};

/**
 * Counts a day. A wait runs from the first message that nobody had answered to the answer, and belongs to the day, the agent and the
 * level of the answer.
 *
 * @param messages the day's, in the order of their threads (any order between threads)
 * @param waiting since when each conversation waited for an answer as the day began, in milliseconds; as it ends, afterwards
 */
export const tallyDay = (messages: readonly CountedMessage[], waiting: Map<string, number>): DayCount => {
  const levels = new Map<string, LevelCount>();
  const contacts = new Map<string, ContactCount>();
  for (const message of messages) {
    if (!isSaid(message)) continue;
    const answeredBy = answerer(message);
    const since = waiting.get(message.conversationId);
    if (message.direction === "inbound" && since === undefined) waiting.set(message.conversationId, message.acceptedAt);
    if (answeredBy) waiting.delete(message.conversationId);
    const ofLevel = countOfLevel(levels, message);
    countIn(ofLevel, message, answeredBy);
    if (answeredBy && since !== undefined) addWait(ofLevel, answeredBy, message.acceptedAt - since);
    countContact(contacts, message, answeredBy);
  }
  return { levels: [...levels.values()], contacts: [...contacts.values()] };
};

const countOfLevel = (levels: Map<string, LevelCount>, { agentId, level }: CountedMessage): LevelCount => {
  const key = `${agentId}:${level}`;
  const known = levels.get(key) ?? nothing(agentId, level);
  levels.set(key, known);
  return known;
};

const countIn = (count: LevelCount, { direction, tokens }: CountedMessage, answeredBy: "ai" | "manual" | null): void => {
  count.totalMessages++;
  if (direction === "inbound") count.inboundMessages++;
  else count.outboundMessages++;
  if (answeredBy === "ai") count.aiMessages++;
  if (answeredBy === "manual") count.manualMessages++;
  count.tokens += tokens;
};

const addWait = (count: LevelCount, answeredBy: "ai" | "manual", ms: number): void => {
  const spans = answeredBy === "ai" ? count.aiResponses : count.manualResponses;
  const span = String(spanOf(ms));
  spans[span] = (spans[span] ?? 0) + 1;
};

/** A contact's level is the one they wrote at last. */
const countContact = (
  contacts: Map<string, ContactCount>,
  { agentId, contactId, conversationId, level, direction }: CountedMessage,
  answeredBy: "ai" | "manual" | null,
): void => {
  const key = `${agentId}:${contactId}`;
  const known = contacts.get(key) ?? {
    agentId,
    contactId,
    conversationId,
    level,
    inboundMessages: 0,
    aiMessages: 0,
    manualMessages: 0,
  };
  known.level = level;
  known.conversationId = conversationId;
  if (direction === "inbound") known.inboundMessages++;
  if (answeredBy === "ai") known.aiMessages++;
  if (answeredBy === "manual") known.manualMessages++;
  contacts.set(key, known);
};
