import { createSignal } from "solid-js";

export type Writing = "message" | "note";

const [byConversation, setByConversation] = createSignal<Readonly<Record<string, Writing>>>({});

/** What the composer of a conversation is set to: a message to the customer unless it was turned. */
export const writingIn = (conversationId: string): Writing => byConversation()[conversationId] ?? "message";

export const setWriting = (conversationId: string, writing: Writing): void => {
  setByConversation((known) => ({ ...known, [conversationId]: writing }));
};
