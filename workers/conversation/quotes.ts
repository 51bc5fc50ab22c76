import type { Level } from "../../schema/contract/enums.ts";
import type { MessageStore } from "./messageStore.ts";
import { said } from "./said.ts";
import type { Cargo, StoredMessage } from "./state.ts";
import type { Stores } from "./stores.ts";

const quotedLength = 500;

type Words = Pick<NonNullable<Cargo["quoted"]>, "text" | "isSeen">;

const first = (words: (string | null)[]): string | null =>
  words.find((one) => one !== null && one.trim() !== "")?.slice(0, quotedLength) ?? null;

/** What somebody said in it, else what it shows. A document goes by its name; what other files are called says nothing. */
const wordsIn = (message: StoredMessage): Words => {
  const own = first(said(message));
  if (own !== null) return { text: own };
  const seen = first(message.media.flatMap(({ text, description }) => [text, description]));
  return seen === null
    ? { text: first(message.media.map(({ kind, name }) => (kind === "document" ? name : null))) }
    : { text: seen, isSeen: true };
};

/**
 * The message that a reply quotes by the provider's id: a customer's own, or a part of one that was sent to them. One that is not
 * in this thread (it was sent before Filo, or by another system) is quoted without words; so is one of a higher level than the
 * writer holds now, since the words go to the model (invariant I14).
 */
export const findQuoted = ({ messages, parts }: Stores, sid: string | null, level: Level): Cargo["quoted"] => {
  if (sid === null) return null;
  const sentId = parts.messageOf(sid);
  const quoted = messages.byDedupeKey(`sid:${sid}`) ?? (sentId === null ? null : messages.byId(sentId));
  return { messageId: quoted?.id ?? null, ...(quoted && quoted.level <= level ? wordsIn(quoted) : { text: null }) };
};

/** A quoted voice note may have been understood since: its words go to the model with the reply that quotes it. */
export const withQuotedWords = (messages: Pick<MessageStore, "byId">, message: StoredMessage): StoredMessage => {
  const { quoted, level } = message;
  if (!quoted?.messageId || quoted.text !== null) return message;
  const found = messages.byId(quoted.messageId);
  return found && found.level <= level ? { ...message, quoted: { ...quoted, ...wordsIn(found) } } : message;
};
