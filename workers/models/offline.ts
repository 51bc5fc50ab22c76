import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import { matchSentences, type Match } from "./matching.ts";
import type { Model, ModelRequest } from "./port.ts";
import { estimateTokens } from "./tokens.ts";

const words: Record<CustomerLanguage, { found: string; nothing: string; unseen: string }> = {
  it: {
    found: "L'assistente AI è offline: ecco che cosa dicono le nostre informazioni.",
    nothing:
      "L'assistente AI è offline e nelle nostre informazioni non trovo una risposta. Il tuo messaggio resta qui, una persona può leggerlo.",
    unseen: "L'assistente AI è offline: non può guardare né ascoltare i file.",
  },
  en: {
    found: "The AI assistant is offline: this is what our information says.",
    nothing:
      "The AI assistant is offline and I find no answer in our information. Your message stays here, a person can read it.",
    unseen: "The AI assistant is offline: it can't look at files or listen to them.",
  },
  es: {
    found: "El asistente de IA está sin conexión: esto es lo que dice nuestra información.",
    nothing:
      "El asistente de IA está sin conexión y en nuestra información no encuentro una respuesta. Tu mensaje queda aquí, una persona puede leerlo.",
    unseen: "El asistente de IA está sin conexión: no puede ver ni escuchar archivos.",
  },
  fr: {
    found: "L'assistant IA est hors ligne : voici ce que disent nos informations.",
    nothing:
      "L'assistant IA est hors ligne et je ne trouve pas de réponse dans nos informations. Ton message reste ici, une personne peut le lire.",
    unseen: "L'assistant IA est hors ligne : il ne peut ni regarder ni écouter les fichiers.",
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
  const { found, nothing, unseen } = words[request.language ?? "it"];
  if (asksAboutFiles(request)) return { text: unseen, isCut: false };
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

/** Of a file that nobody has looked at nothing can be said, whatever is asked about it. */
const asksAboutFiles = ({ contents }: ModelRequest): boolean => (contents.at(-1)?.files?.length ?? 0) > 0;

const quotesFor = (questions: string[], knowledge: { title: string; text: string }[]): string[] => {
  const chosen = questions.flatMap((question) => {
    const matches = matchSentences(question, knowledge);
    return matches.filter(({ score }) => score >= (matches[0]?.score ?? 0) * closeness).slice(0, mostSentences);
  });
  const byPlace = new Map<number, Match>(chosen.map((match) => [match.place, match]));
  return [...byPlace.values()].toSorted((a, b) => a.place - b.place).map(({ sentence }) => sentence);
};
