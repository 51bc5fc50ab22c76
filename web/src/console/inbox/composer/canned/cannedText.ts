import type { CannedReply } from "../../../../../../schema/contract/inboxTools.ts";
import { firstNameOf } from "../firstName.ts";
import { folded } from "../folded.ts";

/** `{{name}}`, with the space before it: where no name is known, both go. */
const nameHere = /([^\S\n]*)\{\{\s*(?:name|nome)\s*\}\}/giu;

/** A canned reply as it is written to this customer. */
export const filledReply = (text: string, contactName: string): string => {
  const first = firstNameOf(contactName);
  return text.replace(nameHere, (_all, space: string) => (first === null ? "" : `${space}${first}`));
};

/** 0 for the best: the shortcut itself, its beginning, a part of it, words of the text; null for no match. */
const rankOf = (reply: Pick<CannedReply, "shortcut" | "text">, query: string): number | null => {
  const shortcut = folded(reply.shortcut);
  if (shortcut === query) return 0;
  if (shortcut.startsWith(query)) return 1;
  if (shortcut.includes(query)) return 2;
  return folded(reply.text).includes(query) ? 3 : null;
};

/** The replies that what was typed after `/` could mean, the likeliest first, else by shortcut. */
export const foundReplies = <R extends Pick<CannedReply, "shortcut" | "text">>(replies: readonly R[], typed: string): R[] => {
  const query = folded(typed);
  return replies
    .flatMap((reply) => {
      const rank = rankOf(reply, query);
      return rank === null ? [] : [{ reply, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply);
};

/** What may be a shortcut, as the API takes it: small letters, digits, `-` and `_`, thirty at most. */
export const isShortcut = (typed: string): boolean => /^[\p{L}\p{N}_-]{1,30}$/u.test(typed.trim());
