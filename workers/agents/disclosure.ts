import type { CustomerLanguage } from "../../schema/contract/enums.ts";

/** Says that an AI answers and how to reach a person; `personRequest.ts` recognises the word it names. */
export const disclosureSentence = (language: CustomerLanguage, business: string): string =>
  ({
    it: `Ti risponde l'assistente virtuale di ${business}, un'intelligenza artificiale. Per parlare con una persona scrivi PERSONA.`,
    en: `You are talking to the virtual assistant of ${business}, an AI. To talk to a person, write PERSON.`,
    es: `Te responde el asistente virtual de ${business}, una inteligencia artificial. Para hablar con una persona escribe PERSONA.`,
    fr: `L'assistant virtuel de ${business}, une intelligence artificielle, te répond. Pour parler à une personne, écris PERSONNE.`,
  })[language];

/**
 * The first AI message to a contact, on any channel, begins with the disclosure (DESIGN section 4).
 *
 * @param sentence null for somebody who has been told already
 */
export const disclose = (sentence: string | null, text: string): string => (sentence === null ? text : `${sentence}\n\n${text}`);
