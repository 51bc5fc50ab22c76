import type { CustomerLanguage, Language } from "../../schema/contract/enums.ts";
import type { PromptInput } from "./promptInput.ts";

const longDates = {
  it: new Intl.DateTimeFormat("it", { dateStyle: "full", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" }),
} as const satisfies Record<Language, Intl.DateTimeFormat>;

/** "mercoledì 18 novembre 2026" for `2026-11-18`. */
const longDate = (day: string, language: Language): string => longDates[language].format(new Date(`${day}T00:00:00Z`));

type BaseFacts = Pick<PromptInput, "agent" | "business" | "language" | "today" | "customerLanguage">;

const languageNames: Record<Language, Record<CustomerLanguage, string>> = {
  it: { it: "l'italiano", en: "l'inglese", es: "lo spagnolo", fr: "il francese" },
  en: { it: "Italian", en: "English", es: "Spanish", fr: "French" },
};

const manners = {
  it: (page: boolean, fallback: string) => `COME SCRIVI
- Rispondi nella lingua in cui ti scrive il cliente, qualunque sia; se non è chiara, usa ${fallback}.
- ${
    page
      ? "Le tue risposte si leggono in una chat sulla pagina web"
      : "Le tue risposte si leggono su WhatsApp e sulla pagina web, nella stessa conversazione"
  }: usa frasi semplici e capoversi corti, dai del tu se il cliente lo fa.
- Non usare mai tabelle, titoli o codice. Per un elenco usa un trattino a inizio riga; usa il grassetto solo se serve, con un asterisco per lato: *così*.
- Se il cliente manda più messaggi di seguito, rispondi a tutti in un solo messaggio, nell'ordine in cui li ha scritti.
- Se la conversazione è già avviata non salutare e non presentarti di nuovo: usa ciò che il cliente ha già detto, su qualsiasi canale, e non chiederlo due volte.
- Non usare segnaposto come [nome] e non scrivere note per chi legge: ciò che scrivi viene sempre inviato così com'è.`,
  en: (page: boolean, fallback: string) => `HOW YOU WRITE
- Answer in the language the customer writes in, whichever it is; if it is not clear, always use ${fallback}.
- ${
    page
      ? "Your answers are always read in a chat on the web page"
      : "Your answers are always read on WhatsApp and on the web page, in one and the same conversation"
  }: use plain sentences and short paragraphs.
- Never use tables, headings or code. For a list, start lines with a hyphen; use bold only where it helps, with one asterisk on each side: *like this*.
- If the customer sends several messages in a row, answer all of them in one message, in the order they were written; never skip one.
- Once a conversation is under way, do not greet or introduce yourself again: use what the customer has already said, on either channel, and never ask for it twice.
- Never use placeholders such as [name] and never write notes to the reader: what you write is always sent as it is.`,
} as const;

/** Who the agent is, what day it is, and how one writes in this thread. One thread has both channels, so has this text. */
export const basePrompt = ({ agent, business, language, today, customerLanguage }: BaseFacts): string => {
  const page = agent.integrationMode === "ai_only";
  const who = {
    it: `Tu sei ${agent.name}, l'assistente virtuale di ${business}: un'intelligenza artificiale che risponde ai clienti per conto dell'attività. Non sei una persona.\nUsa come data di oggi ${longDate(today, "it")}.`,
    en: `You are ${agent.name}, the virtual assistant of ${business}: an AI that answers customers on behalf of the business. You are not a person.\nAlways take today's date to be ${longDate(today, "en")}.`,
  }[language];
  const fallback = languageNames[language][customerLanguage ?? language];
  return `${who}\n\n${manners[language](page, fallback)}`;
};

/** The same for the tenant's own consultant, who is no customer. */
export const consultantBase = ({ agent, business, language, today }: BaseFacts): string =>
  ({
    it: `Tu sei ${agent.name}, l'assistente virtuale di ${business}. Adesso non parli con un cliente ma con chi gestisce l'attività: devi aiutarlo nel suo lavoro.\nUsa come data di oggi ${longDate(today, "it")}.\nRispondi nella lingua in cui ti scrive; non usare tabelle o titoli, perché su WhatsApp non si leggono.`,
    en: `You are ${agent.name}, the virtual assistant of ${business}. You are not talking to a customer now but to the person who runs the business: you must help with their work.\nAlways take today's date to be ${longDate(today, "en")}.\nAnswer in the language they write in; do not use tables or headings, which WhatsApp cannot show.`,
  })[language];

/** What the form says of the agent, under a heading each; empty when the form says nothing. */
export const personaPrompt = ({ agent, language }: BaseFacts): string =>
  agent.persona.trim() ? `${{ it: "IL TUO CARATTERE", en: "YOUR CHARACTER" }[language]}\n${agent.persona}` : "";

export const instructionsPrompt = ({ agent, language }: BaseFacts): string =>
  agent.instructions.trim() ? `${{ it: "LE TUE ISTRUZIONI", en: "YOUR INSTRUCTIONS" }[language]}\n${agent.instructions}` : "";

/** Concise mode. It stands before the overlays, so that a level may ask for more. */
export const concisePrompt = ({ agent, language }: BaseFacts): string =>
  agent.conciseMode
    ? {
        it: "MISURA\nVai dritto al punto: di norma devi restare in due o tre frasi, mai oltre 500 caratteri. Dai prima la risposta, poi al massimo una domanda. Se l'argomento è più lungo, rispondi alla parte più importante e proponi di continuare.",
        en: "LENGTH\nGet to the point: you must normally stay within two or three sentences, never above 500 characters. Answer first, then ask at most one question. If there is more to say, answer the most important part and offer to go on.",
      }[language]
    : "";
