import type { AgentFields } from "../../schema/contract/agents.ts";
import type { Language } from "../../schema/contract/enums.ts";

const texts = {
  it: {
    daily_limit:
      "Per oggi abbiamo raggiunto il numero di messaggi disponibili. Da domani puoi scrivermi di nuovo; per parlare con una persona scrivi PERSONA.",
    spend_cap:
      "In questo momento non posso rispondere in automatico. Ho avvisato una persona, che ti risponderà appena possibile.",
    model_unavailable: "In questo momento non riesco a risponderti. Il tuo messaggio è arrivato e ho avvisato una persona.",
    refused: "A questo non posso rispondere io. Ho avvisato una persona, che ti risponderà appena possibile.",
    person_called: "Va bene, ho avvisato una persona: ti risponderà qui appena possibile.",
    person_in_charge: "Da adesso ti risponde una persona, in questa conversazione.",
    upgrade: "Questo assistente è riservato agli abbonati. Per continuare serve un livello superiore.",
  },
  en: {
    daily_limit:
      "We have reached today's number of messages. You can write to me again tomorrow; to talk to a person, write PERSON.",
    spend_cap: "I can't answer automatically right now. I have told a person, who will answer you as soon as possible.",
    model_unavailable: "I can't answer you right now. Your message has arrived and I have told a person.",
    refused: "This is something I can't answer. I have told a person, who will answer you as soon as possible.",
    person_called: "All right, I have told a person: they will answer you here as soon as possible.",
    person_in_charge: "From now on a person answers you, in this conversation.",
    upgrade: "This assistant is for subscribers. To go on you need a higher level.",
  },
} as const satisfies Record<Language, Record<string, string>>;

export type NoticeKey = keyof (typeof texts)["it"];

/** A short text of Filo's own, said to a customer without the model. */
export const notice = (key: NoticeKey, language: Language): string => texts[language][key];

/** What someone below the agent's lowest level is told: the agent's words or ours, with the place to upgrade when there is one. */
export const upgradeNotice = (agent: Pick<AgentFields, "upgradeText" | "upgradeUrl">, language: Language): string =>
  [agent.upgradeText.trim() || notice("upgrade", language), agent.upgradeUrl].filter(Boolean).join("\n");
