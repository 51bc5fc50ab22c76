import { intentOf } from "../agents/intents.ts";
import { mediaBudget, messageForModel } from "../agents/mediaText.ts";
import type { Intent, Language } from "../../schema/contract/enums.ts";
import { said } from "./said.ts";
import type { StoredMessage } from "./state.ts";

/** What a batch says, for everything that reads it. */
export interface TurnWords {
  /** A text per message for the model, with what its files hold. */
  texts: string[];
  /** What the customer said themselves, typed or spoken. */
  said: string[];
  /** What knowledge is searched for: that, and what their files show. */
  searched: string[];
  intent: Intent | null;
}

const searchedLength = 300;

const shownIn = ({ media }: StoredMessage): string[] =>
  media
    .flatMap(({ kind, text, description }) => [description, kind === "audio" ? null : text])
    .filter((words) => words !== null)
    .map((words) => words.slice(0, searchedLength));

/** @param language the tenant's: Filo's own lines around files are in it, as the prompt is */
export const turnWords = (messages: StoredMessage[], language: Language): TurnWords => {
  const words = messages.flatMap(said);
  return {
    texts: messages.map((message) => messageForModel(message, language)),
    said: words,
    searched: [...words, ...messages.flatMap(shownIn)],
    intent: words.length > 0 ? intentOf(words) : null,
  };
};

/** The thread before the batch, as the model is reminded of it. */
export const rememberedWords = (messages: StoredMessage[], language: Language): StoredMessage[] =>
  messages.map((message) => ({ ...message, text: messageForModel(message, language, mediaBudget.before) }));
