import { colleagueMark } from "../agents/rulesPrompt.ts";
import type { Language } from "../../schema/contract/enums.ts";

/** What stands in the customer's place when they have written nothing since they were answered last: no message of theirs can look so. */
export const silenceMark = (language: Language): string =>
  ({ it: "[Il cliente non ha scritto altro.]", en: "[The customer has written nothing else.]" })[language];

/** Ends the prompt of a turn when its answer goes to a colleague and not to the customer. */
export const draftNote = (language: Language, business: string, isAsked: boolean): string =>
  ({
    it: `QUESTA È UNA BOZZA
La conversazione la sta seguendo una persona di ${business}, che leggerà il tuo testo, lo cambierà se serve e lo invierà a suo nome. Tutte le regole qui sopra valgono ancora.
- Scrivi solo il messaggio per il cliente, senza premesse, virgolette o alternative.
- Una persona c'è già: non proporre di scrivere PERSONA e non presentarti.${isAsked ? "" : "\n- Il cliente non aspetta una risposta: scrivi il prossimo messaggio che gli farebbe piacere ricevere, breve e legato a ciò di cui si è parlato."}`,
    en: `THIS IS A DRAFT
A person at ${business} is handling the conversation; they will read your text, change it if needed and send it in their own name. All the rules above still hold.
- Write only the message to the customer, without introduction, quotation marks or alternatives.
- A person is there already: do not offer to write PERSON and do not introduce yourself.${isAsked ? "" : "\n- The customer is not waiting for an answer: write the next message they would like to get, short and about what was discussed."}`,
  })[language];

/** The model's words as they can be sent: a mark of the history's that it copied is taken away. */
export const draftText = (text: string): string => {
  const trimmed = text.trim();
  return trimmed.startsWith(colleagueMark) ? trimmed.slice(colleagueMark.length).trim() : trimmed;
};
