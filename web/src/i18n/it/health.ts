import type { AlertKind, LineMode } from "../../../../schema/contract/health.ts";
import type { HealthReport, LineHealthReport } from "../../../../schema/contract/health.ts";

interface AlertWords {
  /** @param about what it is about; @param detail the figure, see the contract */
  title(about: string, detail: string): string;
  todo: string;
}

const alerts: Record<AlertKind, AlertWords> = {
  line_silent: {
    title: (number) => `Il numero ${number} non riceve`,
    todo: "Da un quarto d’ora Filo non sente Twilio. Controlla lo stato di Twilio e le credenziali: quello che i clienti scrivono intanto si recupera da solo.",
  },
  line_refused: {
    title: (number) => `Twilio rifiuta le credenziali di ${number}`,
    todo: "Copia account e token dalla console di Twilio e incollali di nuovo nella pagina WhatsApp dell’agente.",
  },
  signatures_refused: {
    title: (number) => `Le chiamate per ${number} hanno la firma sbagliata`,
    todo: "Di solito il token salvato non è più quello di Twilio: incollalo di nuovo. Intanto chiediamo noi i messaggi a Twilio.",
  },
  sends_failing: {
    title: (reason, count) => `${count} messaggi non partiti nell’ultima ora: ${reason}`,
    todo: "Qui sotto, tra i messaggi non inviati, trovi che cosa fare.",
  },
  outbox_stuck: {
    title: (_, count) =>
      count === "1" ? "In una conversazione qualcosa non parte" : `In ${count} conversazioni qualcosa non parte`,
    todo: "Niente è perso: Filo riprova da solo. Se dura più di qualche minuto, avvisa chi gestisce l’installazione.",
  },
  jobs_stuck: {
    title: (_, count) => `${count} lavori in ritardo`,
    todo: "File da scaricare, note vocali da ascoltare, e-mail: aspettano da più di un quarto d’ora. Filo riprova da solo; se dura, avvisa chi gestisce l’installazione.",
  },
  model_key_invalid: {
    title: () => "Google non accetta la tua chiave del modello",
    todo: "Intanto rispondono le chiavi della piattaforma. Sostituisci la chiave nelle impostazioni.",
  },
  model_quota_near: {
    title: (subject, detail) => `Quota quasi finita per ${subject}: ${detail.replace("/", " chiamate su ")}`,
    todo: "Aggiungi alla piattaforma una chiave di un altro progetto, o alza la quota in Google Cloud.",
  },
  spend_near_cap: {
    title: (agent, percent) => `${agent} ha usato il ${percent}% della spesa di oggi`,
    todo: "A spesa finita smette di rispondere e chiama una persona. Se serve, alza il tetto nei limiti dell’agente.",
  },
};

const modes: Record<LineMode, string> = {
  webhook: "Riceve subito",
  polling: "Riceve ogni mezzo minuto",
  off: "Non collegato",
  unknown: "Non risponde",
};

const modeHelp: Record<LineMode, string> = {
  webhook: "Twilio ci avvisa appena un cliente scrive. Ogni cinque minuti controlliamo che non sia sfuggito niente.",
  polling: "Twilio non ci avvisa, quindi gli chiediamo noi i messaggi.",
  off: "Questo numero non è collegato a Filo. Ricollegalo nella pagina WhatsApp dell’agente.",
  unknown: "Non siamo riusciti a chiedergli come sta. Riproviamo da soli tra poco.",
};

const untold: Record<LineHealthReport["cannotTell"][number], string> = {
  profile_name: "il nome del profilo",
  button_payload: "quale pulsante ha premuto",
  place: "le posizioni",
  quote: "a che messaggio risponde",
};

const keyOwners: Record<HealthReport["modelKey"]["owner"], string> = {
  tenant: "La tua chiave",
  pool: "Chiavi della piattaforma",
  none: "Nessuna chiave",
};

export const health = {
  title: "Salute",
  updated: (when: string) => `Aggiornato alle ${when}`,
  stale: (when: string) => `Questi dati sono delle ${when}: non riesco ad aggiornarli.`,
  allWell: "Va tutto bene.",
  allWellHelp: "Riceviamo, rispondiamo, e niente aspetta.",
  nothingOpen: "Nessun avviso aperto.",
  nothingOpenHelp: "Ma qui sotto manca ancora qualcosa.",
  toLookAt: "Da guardare",
  since: (when: string) => `da ${when}`,
  over: "Risolti negli ultimi sette giorni",
  overSpan: (from: string, to: string) => `${from} → ${to}`,
  alerts,
  fix: {
    whatsapp: "Apri WhatsApp dell’agente",
    failures: "Guarda i motivi",
    settings: "Apri le impostazioni",
    limits: "Apri i limiti",
    keys: "Apri le chiavi",
  },
  hide: "Nascondi",
  see: "Guarda",
  lines: "Numeri WhatsApp",
  noLines: "Nessun numero collegato.",
  noLinesHelp: "I clienti possono scrivere dalla pagina pubblica. Per WhatsApp collega un numero Twilio a un agente.",
  noLinesNext: "Vai agli agenti",
  modes,
  modeHelp,
  troubled: "Ha un problema",
  refused: "Rifiutato da Twilio",
  cannotTell: (list: string) => `Così però non sappiamo ${list}. Con il webhook sì.`,
  untold,
  setUpWebhook: "Imposta il webhook",
  lastInbound: "Ultimo ricevuto",
  lastOutbound: "Ultimo inviato",
  lastPoll: "Ultima richiesta",
  never: "mai",
  pending: "Da consegnare",
  pendingCount: (count: number) => (count === 1 ? "1 messaggio" : `${count} messaggi`),
  refusedCalls: (count: number, when: string) =>
    count === 1
      ? `Una chiamata con la firma sbagliata è stata rifiutata (${when}).`
      : `${count} chiamate con la firma sbagliata sono state rifiutate (l’ultima: ${when}).`,
  lastError: (when: string, words: string) => `${when}: ${words}`,
  errorOther: "una richiesta a Twilio non è riuscita. Riproviamo da soli.",
  errorCode: (code: string) => `una richiesta a Twilio non è riuscita (codice ${code}). Riproviamo da soli.`,
  failures: "Messaggi non inviati",
  period: "ultimi sette giorni",
  noFailures: "Nessuno. Tutto quello che è stato scritto è partito.",
  reason: "Motivo",
  todo: "Che cosa fare",
  count: "Messaggi",
  last: "Ultimo",
  codes: (codes: string) => `Codice ${codes}`,
  unknownReason: "Motivo sconosciuto",
  unknownTodo: "Cerca il codice nella guida di Twilio.",
  noCode: "Twilio non ha detto perché",
  noCodeTodo: "Apri la conversazione e riprova.",
  now: "In questo momento",
  windows: "Finestre WhatsApp aperte",
  windowsHelp: "Clienti a cui puoi scrivere liberamente.",
  closing: (count: number) => (count === 1 ? "1 si chiude entro due ore" : `${count} si chiudono entro due ore`),
  noneClosing: "nessuna si chiude entro due ore",
  outbox: "Conversazioni in attesa",
  outboxHelp: "Con qualcosa che non parte da almeno mezzo minuto.",
  jobs: "Lavori in coda",
  jobsHelp: "File, note vocali ed e-mail da sbrigare.",
  waitingSince: (when: string) => `il primo da ${when}`,
  noWait: "niente aspetta",
  notKnown: "non risponde",
  failedJobs: (count: number) =>
    count === 1 ? "1 abbandonato negli ultimi sette giorni" : `${count} abbandonati negli ultimi sette giorni`,
  modelKey: "Chiave del modello",
  keyOwners,
  keyWorks: "funziona",
  keyRefused: "Google non la accetta",
  keyNone: "risponde il modello senza rete, dalla conoscenza dell’agente",
  keyCalls: (count: string) => (count === "1" ? "1 chiamata oggi" : `${count} chiamate oggi`),
  quota: "Spesa di oggi",
  quotaHelp: "A tetto raggiunto l’agente smette di rispondere e chiama una persona, fino a mezzanotte.",
  spentOf: (spent: string, cap: string) => `${spent} di ${cap}`,
  noAgents: "Nessun agente.",
  atLeast: (count: string) => `≥\u00a0${count}`,
  cutLines: "Mostro solo i primi cinquanta numeri.",
  cutFailures: "Contati solo gli ultimi mille.",
  cutQuota: "Mostro solo i primi cinquanta agenti.",
};
