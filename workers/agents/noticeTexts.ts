import type { CustomerLanguage } from "../../schema/contract/enums.ts";

/** What Filo itself says to customers. `PERSONA`, `PERSON`, `PERSONNE` are understood by `personRequest.ts`. */
export const noticeTexts = {
  it: {
    daily_limit:
      "Per oggi abbiamo raggiunto il numero di messaggi disponibili. Da domani puoi scrivermi di nuovo; per parlare con una persona scrivi PERSONA.",
    spend_cap:
      "In questo momento non posso rispondere in automatico. Ho avvisato una persona, che ti risponderà appena possibile.",
    model_unavailable: "In questo momento non riesco a risponderti. Il tuo messaggio è arrivato e ho avvisato una persona.",
    refused: "A questo non posso rispondere io. Ho avvisato una persona, che ti risponderà appena possibile.",
    person_called: "Va bene, ho avvisato una persona: ti risponderà qui appena possibile.",
    upgrade: "Questo assistente è riservato agli abbonati. Per continuare serve un livello superiore.",
  },
  en: {
    daily_limit:
      "We have reached today's number of messages. You can write to me again tomorrow; to talk to a person, write PERSON.",
    spend_cap: "I can't answer automatically right now. I have told a person, who will answer you as soon as possible.",
    model_unavailable: "I can't answer you right now. Your message has arrived and I have told a person.",
    refused: "This is something I can't answer. I have told a person, who will answer you as soon as possible.",
    person_called: "All right, I have told a person: they will answer you here as soon as possible.",
    upgrade: "This assistant is for subscribers. To go on you need a higher level.",
  },
  es: {
    daily_limit:
      "Por hoy hemos alcanzado el número de mensajes disponibles. Desde mañana puedes escribirme de nuevo; para hablar con una persona escribe PERSONA.",
    spend_cap:
      "En este momento no puedo responder de forma automática. He avisado a una persona, que te responderá lo antes posible.",
    model_unavailable: "En este momento no consigo responderte. Tu mensaje ha llegado y he avisado a una persona.",
    refused: "A esto no puedo responder yo. He avisado a una persona, que te responderá lo antes posible.",
    person_called: "De acuerdo, he avisado a una persona: te responderá aquí lo antes posible.",
    upgrade: "Este asistente está reservado a los abonados. Para continuar hace falta un nivel superior.",
  },
  fr: {
    daily_limit:
      "Pour aujourd'hui, nous avons atteint le nombre de messages disponibles. Tu pourras m'écrire à nouveau demain ; pour parler à une personne, écris PERSONNE.",
    spend_cap:
      "En ce moment, je ne peux pas répondre automatiquement. J'ai prévenu une personne, qui te répondra dès que possible.",
    model_unavailable: "En ce moment, je n'arrive pas à te répondre. Ton message est arrivé et j'ai prévenu une personne.",
    refused: "Je ne peux pas répondre à cela. J'ai prévenu une personne, qui te répondra dès que possible.",
    person_called: "D'accord, j'ai prévenu une personne : elle te répondra ici dès que possible.",
    upgrade: "Cet assistant est réservé aux abonnés. Pour continuer, il faut un niveau supérieur.",
  },
} as const satisfies Record<CustomerLanguage, Record<string, string>>;
