/** A sign typed to call up a list, and what was typed after it: `from` is the sign's place, `to` the caret's. */
export interface Trigger {
  from: number;
  to: number;
  query: string;
}

/** `/` at the beginning of a word: not in `1/2` or in an address. */
const slash = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u;
/** A name may hold one space; it begins like a word does. */
const at = /(?:^|[\s(])@((?:[\p{L}\p{M}\p{N}'’._-]+(?: [\p{L}\p{M}\p{N}'’._-]*)?)?)$/u;

const found = (pattern: RegExp, text: string, caret: number): Trigger | null => {
  const query = pattern.exec(text.slice(0, caret))?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, to: caret, query };
};

/** The canned reply that is being called up at the caret. */
export const slashTrigger = (text: string, caret: number): Trigger | null => found(slash, text, caret);

/** The colleague who is being named at the caret. */
export const mentionTrigger = (text: string, caret: number): Trigger | null => found(at, text, caret);

/** The text with something put in place of what called it up, and where the caret then stands. */
export const completed = (text: string, { from, to }: Trigger, insert: string): { text: string; caret: number } => ({
  text: text.slice(0, from) + insert + text.slice(to),
  caret: from + insert.length,
});
