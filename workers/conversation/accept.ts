import { findLanguage } from "./foundLanguage.ts";
import type { Kernel } from "./kernel.ts";
import { findQuoted } from "./quotes.ts";
import type { Inbound } from "./rpc.ts";
import { said } from "./said.ts";
import { isTopicOrder } from "./topics.ts";

/** STOP is said in every language, and a code or the words that join the sandbox in none. */
const isOwnWords = ({ consent, answer, isForProvider }: Pick<Inbound, "consent" | "answer" | "isForProvider">): boolean =>
  consent === null && answer === null && isForProvider !== true;

/** Takes a customer's message into the thread, with what only the thread knows about it. @returns its id */
export const accept = (kernel: Kernel, inbound: Inbound): string => {
  const { birth, people: _people, quotedSid, cargo, ...facts } = inbound;
  const { parties, text } = facts;
  kernel.begin(birth, parties);
  const { chance, born, stores } = kernel;
  const id = chance.id("message");
  const known = born.customerLanguage ?? parties.customerLanguage;
  const isStop = facts.consent === "stopped" && facts.channel === "whatsapp";
  const unsent = isStop || parties.blockedAt !== null ? stores.unsent() : [];
  const isOrder = cargo.media.length === 0 && isTopicOrder(text) && stores.messages.isBegun();
  kernel.apply({
    type: "received",
    unsent,
    inbound: {
      ...facts,
      id,
      batchId: chance.id("batch"),
      replyId: chance.id("message"),
      awayId: chance.id("message"),
      topic: isOrder ? { markerId: stores.messages.unusedTopic() ? null : chance.id("message") } : null,
      cargo: { ...cargo, quoted: findQuoted(stores, quotedSid, parties.level) },
      foundLanguage: isOwnWords(facts) ? findLanguage(stores.messages, known, said({ text, media: cargo.media })) : null,
    },
  });
  return id;
};
