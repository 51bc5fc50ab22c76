/** Twilio takes 1,600 characters in a WhatsApp message (error 21617); this leaves room for how differently they are counted. */
export const maxPartLength = 1500;

/** From the best place to break to the worst. A break before this share of the part would leave it too short to read well. */
const borders: readonly { after: RegExp; minShare: number }[] = [
  { after: /\n[^\S\n]*\n\s*/g, minShare: 0.4 },
  { after: /\n\s*/g, minShare: 0.4 },
  { after: /[.!?…:;。！？]["'”’»)\]]*\s+/g, minShare: 0.4 },
  { after: /\s+/g, minShare: 0 },
];

/**
 * A long text in parts that are sent one after the other, each at most `max` UTF-16 units: cut between paragraphs, else lines, else
 * sentences, else words, and never inside a character as people see it (an emoji, a letter with its accents), unless that
 * alone is longer than a part. White space around a cut is dropped; nothing else is. An empty text has no parts.
 */
export const splitText = (text: string, max: number = maxPartLength): string[] => {
  const parts: string[] = [];
  let rest = trimStart(text.trimEnd());
  while (rest.length > max) {
    const cut = cutOf(rest, max);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = trimStart(rest.slice(cut));
  }
  if (rest !== "") parts.push(rest);
  return parts;
};

/** White space goes, but not the space that carries an accent: that is one character with it. */
const trimStart = (text: string): string => text.replace(/^(?:\s(?![\p{M}\p{Emoji_Modifier}\u200c\u200d]))+/u, "");

const cutOf = (text: string, max: number): number => {
  const characters = characterBorders(text, max);
  for (const { after, minShare } of borders) {
    const cut = lastBreak(text, max, after);
    if (cut > 0 && cut >= max * minShare && characters.has(cut)) return cut;
  }
  const last = Math.max(0, ...characters);
  return last > 0 ? last : splitsPair(text, max) ? max - 1 : max;
};

/** Where the last such border before `max` ends; the white space of a border may reach beyond, since it is dropped. */
const lastBreak = (text: string, max: number, after: RegExp): number => {
  const last = [...text.slice(0, max + 1).matchAll(after)].at(-1);
  return last === undefined ? 0 : Math.min(last.index + last[0].length, max);
};

const segmenter = new Intl.Segmenter("it", { granularity: "grapheme" });

/** Where one character as people see it ends and the next begins, up to `max`. */
const characterBorders = (text: string, max: number): Set<number> => {
  const ends = new Set<number>();
  for (const { index } of segmenter.segment(text)) {
    if (index > max) break;
    if (index > 0) ends.add(index);
  }
  return ends;
};

const splitsPair = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff && at > 1;
};
