import { setTimeout as pause } from "node:timers/promises";
import { jpeg } from "../../world/samples/jpeg.ts";
import type { Life, Place } from "./life.ts";

/** What is still going on with somebody when they are erased. */
export const goings = ["nothing", "an answer", "a send", "a file"] as const;
export type Going = (typeof goings)[number];

/** Twilio's times have whole seconds: what was written in the second of an erasure counts as new. */
const wholeSecond = 1_100;

/**
 * Begins something that is not over when the erasure comes: an answer that the model takes long over, a send that Twilio does not take, a
 * file that it is slow to hand out. And they write something of which Twilio has not told anybody yet.
 */
export const begin = async ({ stage, line, polled }: Place, life: Life, going: Going): Promise<void> => {
  const { world, owner } = stage;
  const { word, phone, conversationId } = life;
  const hand = world.phone(phone);
  if (going === "an answer") {
    await world.fail({ provider: "gemini", kind: "slow", delayMs: 6_000, contains: word, times: null });
    await hand.says(`E ancora ${word}?`, { to: line.number });
  }
  if (going === "a send") {
    await world.fail({ provider: "twilio", kind: "http500", operation: "send", to: phone, times: null });
    const order = { messageText: `Non arriva, ${word}`, mediaIds: [], clientMessageId: `life-late-${word}` };
    await owner.ask("POST", `/api/conversations/${conversationId}/send`, order);
  }
  if (going === "a file") {
    await world.fail({ provider: "twilio", kind: "slow", operation: "cdn", delayMs: 6_000, times: 1 });
    const bytes = jpeg({ marker: { kind: "other", description: `Tardi, ${word}`, language: "it" } });
    await hand.sends({ bytes, contentType: "image/jpeg" }, { to: line.number, text: `Tieni ${word}` });
  }
  await hand.says(`Mai detto, ${word}`, { to: line.number, webhook: "lost" });
  if (life.dice.chance(0.5)) await hand.says(`Nemmeno qui, ${word}`, { to: polled.number });
  await pause(wholeSecond);
};
