import { createSignal } from "solid-js";
import type { ConsoleEvent } from "../../../schema/contract/live.ts";

type TypingEvent = Extract<ConsoleEvent, { type: "TYPING_INDICATOR" }>;

/** Who is writing where, each until the moment it is believed (ms). */
export type Typing = Readonly<Record<string, { who: TypingEvent["who"]; until: number }>>;

/** Nobody types for longer than this without saying so again. */
export const typingLastsMs = 12_000;

export const withTyping = (typing: Typing, event: TypingEvent, now: number): Typing => {
  const isReplaced = (id: string, who: string) => id === event.conversationId && (event.typing || who === event.who);
  const others = Object.fromEntries(
    Object.entries(typing).filter(([id, entry]) => !isReplaced(id, entry.who) && entry.until > now),
  );
  return event.typing ? { ...others, [event.conversationId]: { who: event.who, until: now + typingLastsMs } } : others;
};

const [typing, setTyping] = createSignal<Typing>({});

export const typingIn = (conversationId: string) => typing()[conversationId]?.who;

export const noteTyping = (event: TypingEvent): void => {
  setTyping((known) => withTyping(known, event, Date.now()));
  if (event.typing) setTimeout(() => setTyping((known) => expired(known, Date.now())), typingLastsMs + 50);
};

export const expired = (known: Typing, now: number): Typing =>
  Object.fromEntries(Object.entries(known).filter(([, entry]) => entry.until > now));
