import type { CustomerLanguage, Language } from "../../schema/contract/enums.ts";

const topicTexts: Readonly<Record<CustomerLanguage, string>> = {
  it: "Va bene, nuovo argomento: da qui in poi non terrò conto di quello che ci siamo detti prima.",
  en: "All right, a new topic: from here on I won't go by what we said before.",
  es: "De acuerdo, nuevo tema: a partir de aquí no tendré en cuenta lo que hemos dicho antes.",
  fr: "D'accord, nouveau sujet : à partir d'ici, je ne tiendrai plus compte de ce que nous avons dit avant.",
};

/** What a customer is told, once, when they have started a new topic. */
export const topicText = (language: CustomerLanguage): string => topicTexts[language];

const handBackTexts: Readonly<Record<Language, Record<"nothingOpen" | "leftOpen", string>>> = {
  it: {
    nothingOpen: "Nessuno ha più scritto: l'AI ha ripreso la conversazione e risponde a quello che arriva da adesso.",
    leftOpen:
      "Nessuno ha più scritto: l'AI ha ripreso la conversazione e risponde a quello che arriva da adesso. L'ultimo messaggio del cliente è rimasto senza risposta.",
  },
  en: {
    nothingOpen: "Nobody wrote any more: the AI has taken the conversation back and answers what comes from now on.",
    leftOpen:
      "Nobody wrote any more: the AI has taken the conversation back and answers what comes from now on. The customer's last message has not been answered.",
  },
};

/** What colleagues read in the thread when the AI has taken it back by itself. */
export const handBackText = (language: Language, leftOpen: boolean): string =>
  handBackTexts[language][leftOpen ? "leftOpen" : "nothingOpen"];
