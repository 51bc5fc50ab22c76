import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import type { ConsentWord } from "./consentWords.ts";

const texts: Readonly<Record<ConsentWord, Record<CustomerLanguage, string>>> = {
  stopped: {
    it: "Va bene, non ti scriveremo più qui. Se ci scrivi tu, ti rispondiamo. Per ricevere di nuovo i nostri messaggi scrivi START.",
    en: "All right, we won't write to you here any more. If you write to us, we will answer. To get our messages again, write START.",
    es: "De acuerdo, no te escribiremos más por aquí. Si nos escribes, te responderemos. Para volver a recibir nuestros mensajes, escribe START.",
    fr: "D'accord, nous ne t'écrirons plus ici. Si tu nous écris, nous te répondrons. Pour recevoir à nouveau nos messages, écris START.",
  },
  started: {
    it: "Va bene, da adesso possiamo scriverti di nuovo qui. Per smettere in qualsiasi momento scrivi STOP.",
    en: "All right, from now on we may write to you here again. To stop at any time, write STOP.",
    es: "De acuerdo, a partir de ahora podemos volver a escribirte por aquí. Para dejar de recibir mensajes en cualquier momento, escribe STOP.",
    fr: "D'accord, nous pouvons de nouveau t'écrire ici. Pour arrêter à tout moment, écris STOP.",
  },
};

/** What a customer is told, once, when they have said STOP or START. */
export const consentText = (word: ConsentWord, language: CustomerLanguage): string => texts[word][language];
