import { plain } from "../platform/searchMatch.ts";

const before = 40;
const length = 160;

/** Where the first of the words stands in a text, -1 when none does; accents are compared away, so its place is counted letter by letter. */
const placeOf = (text: string, words: string[]): number => {
  const letters = [...text];
  const starts: number[] = [];
  let flat = "";
  for (const [at, letter] of letters.entries()) {
    const bare = plain(letter);
    for (let i = 0; i < bare.length; i++) starts.push(at);
    flat += bare;
  }
  const places = words.map((word) => beginning(flat, word)).filter((place) => place >= 0);
  return places.length === 0 ? -1 : (starts[Math.min(...places)] ?? 0);
};

/** Where a word of the text begins with `word`; -1 when none does. */
const beginning = (flat: string, word: string): number => {
  for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(flat[at - 1] ?? "")) return at;
  return -1;
};

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The words around the first that was found, on one line, cut between words where there are any. */
export const snippetOf = (text: string, words: string[]): string => {
  const line = oneLine(text);
  const letters = [...line];
  const place = Math.max(0, placeOf(line, words));
  const from = wordStart(letters, Math.max(0, place - before), place);
  const until = wordEnd(letters, Math.min(letters.length, from + length), place);
  return `${from > 0 ? "…" : ""}${letters.slice(from, until).join("").trim()}${until < letters.length ? "…" : ""}`;
};

/** The first beginning of a word from `from` on; `from` itself where no space stands before `place`. */
const wordStart = (letters: string[], from: number, place: number): number => {
  if (from === 0 || letters[from - 1] === " ") return from;
  const space = letters.indexOf(" ", from);
  return space >= 0 && space < place ? space + 1 : from;
};

/** The last end of a word up to `until`; `until` itself where that would leave nothing of what was found. */
const wordEnd = (letters: string[], until: number, place: number): number => {
  if (until === letters.length || letters[until] === " ") return until;
  const space = letters.lastIndexOf(" ", until - 1);
  return space > place ? space : until;
};

/** What a hit shows: the words around the first that was found, and a file's name, whole, only when one of the words is in it. */
export const hitWords = (name: string, text: string, words: string[]): string => {
  if (name === "" || placeOf(name, words) < 0) return snippetOf(text, words);
  return placeOf(oneLine(text), words) < 0 ? oneLine(name) : `${oneLine(name)} · ${snippetOf(text, words)}`;
};
