import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import { commonWords } from "./languageWords.ts";
import { plainWords } from "./plainWords.ts";

/** `other`: certainly none of the four; null: the words don't tell. */
export interface FoundLanguage {
  language: CustomerLanguage | "other" | null;
  /** 0 to 1. */
  confidence: number;
}

type Candidate = CustomerLanguage | "other";
type Scores = Record<Candidate, number>;

const candidates: Candidate[] = ["it", "en", "es", "fr", "other"];

/** Logarithm of how much likelier a word makes its language, by the number of languages that have it among their common ones. */
const weightOf = (sharers: number): number => (sharers === 1 ? 2.5 : sharers === 2 ? 1.1 : 0.5);

const lexicon: Map<string, Candidate[]> = new Map();
for (const candidate of candidates)
  for (const word of new Set(commonWords[candidate].split(" "))) lexicon.set(word, [...(lexicon.get(word) ?? []), candidate]);

/** Letters and endings that are at home in one language, for words that nobody can list. Tried on words as written, in lower case. */
const spellings: [Candidate, number, RegExp][] = [
  ["it", 1.2, /(?:zion[ei]|aggi[oao]|ment[ei]|tt[aoie]|zz[aoie]|gli[eoa]?|cch\w+|ità|iss?im[oaie]|erebbe|endo|ando|ato|uto|ò)$/u],
  ["es", 1.4, /ñ|(?:ción|ciones|dad|dades|ería|iendo|mientos?|[ai]?eron|aron|eis|ais|éis|áis|ado|ada|ó|ías?)$/u],
  ["fr", 1.4, /[çœêûîôëï]|(?:eaux?|eux|euse|ez|ées?|aient|oir|ais|ait|ois|tion|ment|ième|que|lle)$/u],
  ["en", 1.2, /(?:ing|ght|tion|ly|ness|ould|ed|ck|th|wn|ee|y|sh)$|^wh|^th/u],
  ["other", 2, /[ßäöüåøæãõőűąćęłńśźżğışțșřůě]|(?:ção|ções|nh[oa]s?|ung|keit|lich|isch|ij\w+)$|^sch/u],
];
/** Punctuation that only Spanish has. */
const upsideDown = /[¿¡]/u;
/** Scripts in which none of the four is written. */
const foreignScript =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Georgian}\p{Script=Armenian}]/gu;

/** No single word may say more than this, however often it comes: a name can be anybody's word. */
const mostRepeats = 2;

/** Adds up what the words and spellings of a text say, as a naive Bayesian would, from no opinion at all. */
export const readHints = (text: string): FoundLanguage => {
  const cleaned = text.toLowerCase().replaceAll(/\bhttps?:\S+|\S+@\S+|\bwww\.\S+/gu, " ");
  const letters = cleaned.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return { language: null, confidence: 0 };
  if ((cleaned.match(foreignScript)?.length ?? 0) > letters / 2) return { language: "other", confidence: 1 };
  const scores: Scores = { it: 0, en: 0, es: 0, fr: 0, other: 0 };
  if (upsideDown.test(cleaned)) scores.es += 3;
  const seen = new Map<string, number>();
  for (const word of cleaned.match(/[\p{L}\p{M}]+/gu) ?? []) {
    const times = (seen.get(word) ?? 0) + 1;
    seen.set(word, times);
    if (times <= mostRepeats) addWord(scores, word);
  }
  return conclude(scores);
};

const addWord = (scores: Scores, word: string): void => {
  const known = lexicon.get(plainWords(word));
  if (known) for (const candidate of known) scores[candidate] += weightOf(known.length);
  else if (word.length > 2)
    for (const [candidate, weight, pattern] of spellings) if (pattern.test(word)) scores[candidate] += weight;
};

const conclude = (scores: Scores): FoundLanguage => {
  const [best = "other", second = "other"] = candidates.toSorted((a, b) => scores[b] - scores[a]);
  if (scores[best] - scores[second] < 0.4) return { language: null, confidence: 0 };
  const all = candidates.reduce((sum, candidate) => sum + Math.exp(scores[candidate]), 0);
  return { language: best, confidence: Math.exp(scores[best]) / all };
};
