import type { Consent } from "../../../../schema/contract/consents.ts";
import type { ErasureCounts, ErasureStep } from "../../../../schema/contract/erasures.ts";

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const steps: Record<Exclude<ErasureStep, "done">, string> = {
  threads: "Conversazioni e messaggi",
  files: "File",
  lines: "Numero di telefono sulle linee WhatsApp",
  rows: "Scheda, dossier, consensi, abbonamenti",
  search: "Indice di ricerca",
  provider: "File rimasti su Twilio",
};

const consentStates: Record<Consent["state"], string> = { stopped: "Non vuole messaggi", started: "Accetta i messaggi" };

export const privacy = {
  export: "Esporta dati",
  erase: "Cancella definitivamente",
  eraseNow: "Cancella per sempre",
  eraseConsequence:
    "Spariscono la scheda, tutte le conversazioni con note e file, il dossier, i consensi e l’abbonamento, anche dalla ricerca; i file anche da Twilio, dove il registro dei messaggi va svuotato a parte. Se ha scritto STOP resta solo un’impronta cifrata del numero, per non scrivergli più. Restano i conteggi, senza nome. Non si può annullare: se ti serve una copia, prima esporta i dati.",
  erasing: "Cancellazione in corso",
  erased: "I dati di questa persona sono stati cancellati",
  erasedOn: (when: string) => `Cancellati: ${when}.`,
  gone: ({ conversations, messages, files }: ErasureCounts) =>
    `Tolti ${counted(conversations, "conversazione", "conversazioni")}, ${counted(messages, "messaggio", "messaggi")} e ${counted(files, "file", "file")}.`,
  leftAtTwilio: (count: number) =>
    `Twilio non ha tolto ${counted(count, "file", "file")}: si possono togliere dalla console di Twilio.`,
  stays: "Chi scrive di nuovo da quel numero sarà una persona nuova.",
  steps,
  back: "Torna ai contatti",
  consentAdd: "Annota un consenso",
  consentChannel: "Canale",
  consentState: "Che cosa ha detto",
  consentStates,
  consentEvidence: "Prova",
  consentEvidenceHelp: "Dove e come lo ha detto: un modulo firmato, una telefonata, una lettera.",
  consentDay: "Quando",
  consentSaved: "Consenso annotato.",
  recordedBy: (name: string) => `annotato da ${name}`,
};
