import type { messages } from "../../schema/tables/conversation.ts";

/** A message as far as the first hour looks at it. */
export type MessageFact = Pick<
  typeof messages.$inferSelect,
  "id" | "conversationId" | "channel" | "direction" | "kind" | "status" | "failureCode" | "acceptedAt"
>;

/** A conversation in which a customer has written. Times in milliseconds. */
export interface Exchange {
  conversationId: string;
  isWhatsapp: boolean;
  startedAt: number;
  /** When the first answer was accepted, and when one first reached the customer's phone or page. */
  answeredAt: number | null;
  deliveredAt: number | null;
  /** The last answer on WhatsApp did not go out. */
  failure: { code: string | null } | null;
}

const isDelivered = ({ channel, status }: MessageFact): boolean =>
  status === "delivered" || status === "read" || (channel === "web" && status === "sent");

const exchangeOf = (conversationId: string, all: MessageFact[]): Exchange | null => {
  const first = all.find(({ direction }) => direction === "inbound");
  if (!first) return null;
  const answers = all.filter(
    ({ direction, channel, acceptedAt }) =>
      direction === "outbound" && channel === first.channel && acceptedAt >= first.acceptedAt,
  );
  const last = answers.at(-1);
  return {
    conversationId,
    isWhatsapp: first.channel === "whatsapp",
    startedAt: first.acceptedAt,
    answeredAt: answers[0]?.acceptedAt ?? null,
    deliveredAt: answers.find(isDelivered)?.acceptedAt ?? null,
    failure: last?.status === "failed" ? { code: last.failureCode } : null,
  };
};

/** The conversations that messages tell of, in the order in which customers began them. Notes and topic marks are no messages of theirs. */
export const exchangesOf = (facts: MessageFact[]): Exchange[] => {
  const spoken = facts
    .filter(({ kind }) => kind !== "note" && kind !== "topic")
    .toSorted((a, b) => a.acceptedAt - b.acceptedAt || a.id.localeCompare(b.id));
  const byConversation = Map.groupBy(spoken, ({ conversationId }) => conversationId);
  return [...byConversation].flatMap(([id, all]) => exchangeOf(id, all) ?? []).toSorted((a, b) => a.startedAt - b.startedAt);
};

/** The test is the first conversation on WhatsApp; the first real one is whoever else's was answered first. */
export const testAndFirst = (exchanges: Exchange[]): { test: Exchange | null; firstReal: Exchange | null } => {
  const test = exchanges.find(({ isWhatsapp }) => isWhatsapp) ?? null;
  const firstReal = exchanges.find((one) => one !== test && one.answeredAt !== null) ?? null;
  return { test, firstReal };
};
