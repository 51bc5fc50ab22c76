import type { Language } from "../../schema/contract/enums.ts";
import type { AlertKind } from "../../schema/contract/health.ts";
import type { Mail } from "../platform/mail.ts";

/** What an alert's mail speaks of; `subject` and `detail` as in `schema/contract/health.ts`. */
export interface AlertText {
  language: Language;
  businessName: string;
  kind: AlertKind;
  subject: string;
  detail: string;
  /** The health page. */
  link: string;
}

type Wording = (about: string, detail: string) => { title: string; lines: string[] };

const italian: Record<AlertKind, Wording> = {
  line_silent: (number) => ({
    title: `Il numero ${number} non riceve`,
    lines: [
      `Da più di un quarto d'ora Filo non sente più Twilio per il numero ${number}: i messaggi dei clienti potrebbero non arrivare.`,
      "Quello che scrivono intanto non va perso: appena il collegamento torna, Filo lo recupera e risponde.",
    ],
  }),
  line_refused: (number, code) => ({
    title: `Twilio rifiuta il numero ${number}`,
    lines: [
      `Twilio non accetta più le credenziali del numero ${number}${code ? ` (codice ${code})` : ""}.`,
      "Incolla di nuovo account e token nella pagina WhatsApp dell'agente.",
    ],
  }),
  signatures_refused: (number) => ({
    title: `Chiamate non firmate per il numero ${number}`,
    lines: [
      `Le chiamate che arrivano per il numero ${number} non hanno la firma giusta, e Filo le rifiuta. Di solito il token salvato non è più quello di Twilio.`,
      "Intanto Filo chiede i messaggi a Twilio ogni mezzo minuto. Incolla di nuovo il token nella pagina WhatsApp dell'agente.",
    ],
  }),
  sends_failing: (code, count) => ({
    title: `${count} messaggi non partiti`,
    lines: [
      `Nell'ultima ora ${count} messaggi non sono partiti per lo stesso motivo (codice ${code}).`,
      "La pagina Salute dice che cosa è successo e che cosa fare.",
    ],
  }),
  outbox_stuck: (_, count) => ({
    title: "Messaggi in attesa di partire",
    lines: [
      count === "1"
        ? "In una conversazione c'è qualcosa che aspetta da più di due minuti."
        : `In ${count} conversazioni c'è qualcosa che aspetta da più di due minuti.`,
      "Niente è perso: Filo riprova da solo. Se dura, scrivi a chi gestisce l'installazione.",
    ],
  }),
  jobs_stuck: (_, count) => ({
    title: "Lavori in ritardo",
    lines: [
      `${count} lavori (file da scaricare, note vocali da ascoltare, e-mail) aspettano da più di un quarto d'ora.`,
      "Niente è perso: Filo riprova da solo. Se dura, scrivi a chi gestisce l'installazione.",
    ],
  }),
  model_key_invalid: () => ({
    title: "La tua chiave del modello non è accettata",
    lines: [
      "Google rifiuta la chiave Gemini salvata nelle impostazioni. Intanto rispondono le chiavi della piattaforma.",
      "Sostituisci la chiave nelle impostazioni.",
    ],
  }),
  model_quota_near: (subject, detail) => ({
    title: `Quota quasi finita: ${subject}`,
    lines: [
      `Le chiavi di ${subject} hanno usato ${detail.replace("/", " delle ")} chiamate di oggi.`,
      "Aggiungi alla piattaforma una chiave di un altro progetto, o alza la quota in Google Cloud.",
    ],
  }),
  spend_near_cap: (agent, percent) => ({
    title: `${agent} ha quasi finito la spesa di oggi`,
    lines: [
      `L'agente ${agent} ha usato il ${percent}% della spesa di oggi. A spesa finita smette di rispondere e chiama una persona.`,
      "Se serve, alza il tetto nei limiti dell'agente.",
    ],
  }),
};

const english: Record<AlertKind, Wording> = {
  line_silent: (number) => ({
    title: `The number ${number} receives nothing`,
    lines: [
      `For more than a quarter of an hour Filo has not heard from Twilio for the number ${number}: customers' messages may not be arriving.`,
      "What they write meanwhile is not lost: once the connection is back, Filo fetches and answers it.",
    ],
  }),
  line_refused: (number, code) => ({
    title: `Twilio refuses the number ${number}`,
    lines: [
      `Twilio no longer accepts the credentials of the number ${number}${code ? ` (code ${code})` : ""}.`,
      "Paste account and token again on the agent's WhatsApp page.",
    ],
  }),
  signatures_refused: (number) => ({
    title: `Unsigned calls for the number ${number}`,
    lines: [
      `The calls that come for the number ${number} don't carry the right signature, and Filo refuses them. Usually the stored token is no longer Twilio's.`,
      "Meanwhile Filo asks Twilio for messages every half minute. Paste the token again on the agent's WhatsApp page.",
    ],
  }),
  sends_failing: (code, count) => ({
    title: `${count} messages did not go out`,
    lines: [
      `In the last hour ${count} messages did not go out for one and the same reason (code ${code}).`,
      "The Health page says what happened and what to do.",
    ],
  }),
  outbox_stuck: (_, count) => ({
    title: "Messages are waiting to go out",
    lines: [
      count === "1"
        ? "In one conversation something has been waiting for more than two minutes."
        : `In ${count} conversations something has been waiting for more than two minutes.`,
      "Nothing is lost: Filo tries again by itself. If it lasts, write to whoever runs the installation.",
    ],
  }),
  jobs_stuck: (_, count) => ({
    title: "Work is late",
    lines: [
      `${count} jobs (files to fetch, voice notes to listen to, e-mails) have been waiting for more than a quarter of an hour.`,
      "Nothing is lost: Filo tries again by itself. If it lasts, write to whoever runs the installation.",
    ],
  }),
  model_key_invalid: () => ({
    title: "Your model key is not accepted",
    lines: [
      "Google refuses the Gemini key stored in your settings. Meanwhile the platform's keys answer.",
      "Replace the key in the settings.",
    ],
  }),
  model_quota_near: (subject, detail) => ({
    title: `Quota nearly used up: ${subject}`,
    lines: [
      `The keys of ${subject} have used ${detail.replace("/", " of ")} of today's calls.`,
      "Add a key of another project to the platform, or raise the quota in Google Cloud.",
    ],
  }),
  spend_near_cap: (agent, percent) => ({
    title: `${agent} has nearly used up today's spend`,
    lines: [
      `The agent ${agent} has used ${percent}% of today's spend. Once it is used up, the agent stops answering and calls a person.`,
      "If need be, raise the cap in the agent's limits.",
    ],
  }),
};

const wordings: Record<Language, Record<AlertKind, Wording>> = { it: italian, en: english };
const seeMore: Record<Language, string> = { it: "Come sta tutto, adesso:", en: "How everything is doing now:" };

/** A name may be anything; a subject is one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

export const writeAlertMail = (to: string, { language, businessName, kind, subject, detail, link }: AlertText): Mail => {
  const { title, lines } = wordings[language][kind](oneLine(subject), detail);
  return {
    to,
    subject: `${title} · ${oneLine(businessName)}`,
    text: `${[...lines, seeMore[language], link].join("\n\n")}\n\nFilo\n`,
  };
};
