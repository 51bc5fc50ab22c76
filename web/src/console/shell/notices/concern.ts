import type { Conversation, Message } from "../../../../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../../../../schema/contract/live.ts";

/** Something that the signed-in user should hear about. */
export type Concern =
  | { kind: "message"; conversationId: string; message: Message }
  | { kind: "mention"; conversationId: string; message: Message }
  | { kind: "needs_person"; conversationId: string };

type Held = Pick<Conversation, "aiEnabled" | "needsPerson" | "assignee" | "place">;

const isMine = ({ assignee, aiEnabled, needsPerson }: Held, userId: string): boolean =>
  assignee === null ? !aiEnabled || needsPerson !== null : assignee.id === userId;

/**
 * Whether an event concerns this user, by the rules that web push goes by on the server (`workers/push/whoCares.ts`).
 *
 * @param held the conversation as it is known before the event
 */
export const concernOf = (
  event: ConsoleEvent,
  held: Held | undefined,
  { userId, what }: { userId: string; what: "mine" | "all" },
): Concern | null => {
  if (event.type === "MENTION") return { kind: "mention", conversationId: event.conversationId, message: event.message };
  if (event.type === "CONVERSATION_UPDATE") {
    const { id, needsPerson, place } = event.conversation;
    const isRaised = held !== undefined && held.needsPerson === null && needsPerson !== null && place !== "blocked";
    return isRaised ? { kind: "needs_person", conversationId: id } : null;
  }
  if (event.type !== "NEW_MESSAGE" || event.message.direction !== "inbound" || held?.place === "blocked") return null;
  if (what === "mine" && !(held && isMine(held, userId))) return null;
  return { kind: "message", conversationId: event.conversationId, message: event.message };
};
