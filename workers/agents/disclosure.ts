import type { Language } from "../../schema/contract/enums.ts";

/** Says that an AI answers and how to reach a person; `personRequest.ts` recognises the word it names. */
export const disclosureSentence = (language: Language, business: string): string =>
  ({
    it: `Ti risponde l'assistente virtuale di ${business}, un'intelligenza artificiale. Per parlare con una persona scrivi PERSONA.`,
    en: `You are talking to the virtual assistant of ${business}, an AI. To talk to a person, write PERSON.`,
  })[language];

/**
 * The first AI message to a contact, on any channel, begins with the disclosure (DESIGN section 4).
 *
 * @param sentence null for somebody who has been told already
 */
export const disclose = (sentence: string | null, text: string): string => (sentence === null ? text : `${sentence}\n\n${text}`);
