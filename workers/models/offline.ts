import type { Language } from "../../schema/contract/enums.ts";
import { matchSentences, type Match } from "./matching.ts";
import type { Model, ModelRequest } from "./port.ts";
import { estimateTokens } from "./tokens.ts";

const words: Record<Language, { found: string; nothing: string }> = {
  it: {
    found: "L'assistente AI è offline: ecco che cosa dicono le nostre informazioni.",
    nothing:
      "L'assistente AI è offline e nelle nostre informazioni non trovo una risposta. Il tuo messaggio resta qui, una persona può leggerlo.",
  },
  en: {
    found: "The AI assistant is offline: this is what our information says.",
    nothing:
      "The AI assistant is offline and I find no answer in our information. Your message stays here, a person can read it.",
  },
};

/** How many sentences answer one question, and how close to the best one they must come. */
const mostSentences = 3;
const closeness = 0.6;

/**
 * The model of an installation without a key: says that it is offline and quotes the knowledge it was given, sentence by
 * sentence. It never adds a word of its own to them, so it can't invent anything.
 */
export const offlineModel: Model = {
  async generate(request, { signal, onDelta }) {
    const { text, isCut } = offlineAnswer(request);
    for (const word of text.match(/\s*\S+/g) ?? []) {
      if (signal.aborted) return { ok: false, failure: "aborted", detail: "The caller stopped the call" };
      onDelta?.(word);
      // Lets an abort or a reader of the stream have its turn between two words.
      await Promise.resolve();
    }
    return { ok: true, text, finish: isCut ? "length" : "stop", tokensIn: 0, tokensOut: 0, model: "offline" };
  },
};

/** The answer as a pure function of the request; cut between sentences where `maxOutputTokens` ends. */
export const offlineAnswer = (request: ModelRequest): { text: string; isCut: boolean } => {
  const { found, nothing } = words[request.language ?? "it"];
  const quotes = quotesFor(questionsOf(request), request.grounding ?? []);
  if (quotes.length === 0) return { text: nothing, isCut: false };
  let text = found;
  for (const quote of quotes) {
    const longer = `${text}\n${quote}`;
    if (estimateTokens(longer) > request.maxOutputTokens) return { text, isCut: true };
    text = longer;
  }
  return { text, isCut: false };
};

/** What the customer has written since the model last spoke, each line a question of its own. */
const questionsOf = ({ contents }: ModelRequest): string[] =>
  contents
    .slice(contents.findLastIndex(({ role }) => role === "model") + 1)
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.trim() !== "");

const quotesFor = (questions: string[], knowledge: { title: string; text: string }[]): string[] => {
  const chosen = questions.flatMap((question) => {
    const matches = matchSentences(question, knowledge);
    return matches.filter(({ score }) => score >= (matches[0]?.score ?? 0) * closeness).slice(0, mostSentences);
  });
  const byPlace = new Map<number, Match>(chosen.map((match) => [match.place, match]));
  return [...byPlace.values()].toSorted((a, b) => a.place - b.place).map(({ sentence }) => sentence);
};
