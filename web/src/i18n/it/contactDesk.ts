import type { MergeField } from "../../../../schema/contract/contacts.ts";
import type { AnswerLength, WritingStyle } from "../../../../schema/contract/agentShares.ts";

const fields: Record<MergeField, string> = {
  displayName: "Nome",
  phone: "Telefono",
  email: "E-mail",
  roles: "Ruoli",
  level: "Livello",
  goal: "Obiettivo",
  note: "Nota interna",
  language: "Lingua",
  unconfirmedEmail: "E-mail da confermare",
  blockedAt: "Bloccato",
  stoppedChannels: "Non vuole messaggi su",
};

const writingStyles: Record<WritingStyle, string> = { plain: "semplice", formal: "formale", friendly: "amichevole" };
const answerLengths: Record<AnswerLength, string> = { short: "brevi", balanced: "medie", thorough: "approfondite" };

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const contactDesk = {
  goal: "Obiettivo",
  goalHelp: "Che cosa vuole raggiungere, con parole tue.",
  levelFilter: "Livello",
  everyone: "Tutti",
  stateFilter: "Stato",
  states: { blocked: "Bloccati", stopped: "Con STOP" },
  stopped: "STOP",
  importList: "Importa",
  readings: "Come vuole le risposte",
  readingsHelp: "Lo ha scelto sulla pagina dell’agente.",
  writingStyle: (style: WritingStyle) => `Stile ${writingStyles[style]}`,
  answerLength: (length: AnswerLength) => `Risposte ${answerLengths[length]}`,
  cameBy: (share: string) => `Arrivato dal link «${share}»`,
  cameByOff: (share: string) => `Arrivato dal link «${share}», ora spento`,
  nothingChosen: "Non ha scelto niente: decide l’agente.",
  unknownAgent: "Agente",
  merge: {
    start: "Unisci con un altro contatto…",
    title: "Unisci due contatti",
    pickHelp: (name: string) => `Cerca l’altra scheda di ${name}. Prima di unire vedi che cosa cambia.`,
    pickOther: "Scegli un’altra scheda",
    stays: "Resta",
    goes: "Viene unita",
    swap: "Scambia",
    outcome: "La scheda dopo l’unione",
    before: (value: string) => `prima: ${value}`,
    fields,
    empty: "vuoto",
    yes: "Sì",
    no: "No",
    leftOut: (words: string, name: string) => `Non si vedranno più: ${words} di ${name}. Se separi di nuovo i contatti, tornano.`,
    moves: (name: string) => `Che cosa arriva da ${name}`,
    movesNothing: "Niente: quella scheda è vuota.",
    conversation: (agent: string) => `La conversazione con ${agent}`,
    joined: (agent: string) => `La conversazione con ${agent}: i due fili diventano uno`,
    subscriptions: (count: number) => counted(count, "abbonamento", "abbonamenti"),
    dossierEntries: (count: number) => counted(count, "voce del dossier", "voci del dossier"),
    consents: (count: number) => counted(count, "consenso", "consensi"),
    sessions: (count: number) => counted(count, "accesso sulla pagina", "accessi sulla pagina"),
    readings: (count: number) => counted(count, "preferenza di risposta", "preferenze di risposta"),
    blocked: "Dopo l’unione la scheda è bloccata: nessuno dei suoi messaggi riceve risposta.",
    confirm: "Unisci",
    done: (name: string) => `Uniti in ${name}.`,
    undone: "Separati di nuovo.",
    none: "Nessuna unione finora.",
  },
};
