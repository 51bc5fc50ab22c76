import type { SetupReason, SetupStep, WhatsappCheck } from "../../../../schema/contract/setup.ts";

interface StepWords {
  title: string;
  /** What to do while it isn't done. */
  todo: string;
  /** What is there once it is. */
  done: string;
}

const steps: Record<SetupStep["key"], StepWords> = {
  agent: {
    title: "Crea il primo agente",
    todo: "Un nome e due righe su che cosa fa: il resto si aggiunge dopo.",
    done: "L’agente c’è ed è acceso.",
  },
  twilio: {
    title: "Collega WhatsApp",
    todo: "Con l’account Twilio e il numero. Li controlliamo subito.",
    done: "Twilio ci risponde.",
  },
  join: {
    title: "Scrivi tu il primo messaggio",
    todo: "Inquadra il codice con il telefono e manda il messaggio: qui si accende da solo.",
    done: "Il primo messaggio è arrivato.",
  },
  echo: {
    title: "Leggi la risposta sul telefono",
    todo: "Appena il messaggio arriva, l’agente risponde.",
    done: "La risposta è arrivata sul telefono.",
  },
  model_key: {
    title: "Prova la chiave del modello",
    todo: "Una piccola domanda al modello, per essere sicuri che risponda.",
    done: "Il modello risponde.",
  },
  first_conversation: {
    title: "La prima vera conversazione",
    todo: "Dai il numero o l’indirizzo della pagina a un cliente.",
    done: "Un cliente ha scritto e ha avuto risposta.",
  },
};

const reasons: Record<SetupReason, string> = {
  agent_off: "Tutti gli agenti sono spenti: accendine uno.",
  credentials: "Twilio non accetta più l’account con questo token. Incollali di nuovo.",
  suspended: "Twilio ha sospeso l’account: guarda che cosa ti chiede nella sua console.",
  unreachable: "Stiamo chiedendo a Twilio: di solito bastano pochi secondi.",
  no_answer: "Il messaggio c’è, la risposta sta arrivando.",
  send_failed: "La risposta non è partita.",
  key_refused: "Google rifiuta la chiave: sostituiscila.",
  key_unchecked: "La chiave c’è, ma non è ancora stata provata.",
  no_key: "Non c’è nessuna chiave: per ora risponde solo l’assistente offline.",
};

const accountStates: Record<WhatsappCheck["account"]["state"], string> = {
  ok: "Twilio riconosce l’account.",
  refused: "Twilio non accetta questo token per questo account. Copiali insieme dalla stessa pagina della console Twilio.",
  unknown: "Twilio non conosce questo account: controlla l’Account SID.",
  suspended: "L’account è sospeso: Twilio dice perché nella sua console.",
  closed: "Questo account è stato chiuso.",
  unreachable: "Twilio non ha risposto. Riprova tra poco.",
};

const numberStates: Record<WhatsappCheck["number"]["state"], string> = {
  ok: "Il numero è attivo su WhatsApp.",
  sandbox: "È la sandbox di Twilio: per provare va bene.",
  not_yours: "Questo numero non è tra i numeri WhatsApp dell’account. Se è la sandbox, scrivi qui sotto le sue parole.",
  offline: "Il numero c’è, ma WhatsApp non l’ha ancora attivato.",
  unchecked: "Il numero non si può controllare da qui: lo vedremo dal primo messaggio.",
};

export const setup = {
  lead: "Sei passi, dal primo agente al primo cliente. Ognuno si accende da solo quando succede davvero.",
  next: "Il prossimo passo",
  hide: "Nascondi",
  show: "Mostra di nuovo",
  hidden: "La lista è nascosta dalla posta e dalla barra.",
  allDone: "È tutto a posto: ora lavorano i tuoi agenti.",
  allDoneHelp: "Se qualcosa si rompe, lo dice la pagina Salute.",
  goInbox: "Vai alla posta",
  states: { todo: "da fare", doing: "in corso", done: "fatto", failed: "non va" },
  steps,
  reasons,
  createAgent: "Crea un agente",
  openAgent: "Apri l’agente",
  accountSid: "Account SID",
  accountSidHelp: "Comincia con AC. È nella prima pagina della console Twilio.",
  accountSidWrong: "Comincia con AC e poi ha 32 tra cifre e lettere da a a f",
  authToken: "Auth token",
  authTokenHelp: "Sta sotto l’Account SID. Dopo averlo salvato non si può più leggere.",
  number: "Numero WhatsApp",
  numberHelp: "Con il prefisso, per esempio +14155550123. Per la sandbox quello che Twilio indica.",
  joinWords: "Parole della sandbox",
  joinWordsHelp: "Solo per la sandbox: quelle dopo «join» nella pagina «Try it out» di Twilio.",
  joinWordsWrong: "Sono due parole unite da un trattino, per esempio brave-otter",
  checkAndConnect: "Controlla e collega",
  connectAnyway: "Collega comunque",
  connected: "Numero collegato.",
  checkNow: "Controlla adesso",
  checkedAt: (at: string) => `Controllato alle ${at}`,
  trial: "È un account di prova: scrive solo ai numeri verificati.",
  senderStatus: (status: string) => `Stato presso Twilio: ${status}.`,
  account: "Account",
  accountStates,
  numberStates,
  change: "Cambia numero",
  joinText: "Manda questo messaggio a",
  joinFirst: "Ciao!",
  joinSave: "Salva le parole",
  joinSaved: "Parole salvate.",
  isSandbox: "Se è la sandbox di Twilio, scrivi le sue parole: il telefono deve mandarle per primo.",
  openWhatsapp: "Apri WhatsApp",
  qrAlt: "Codice QR che apre WhatsApp con il messaggio pronto",
  waiting: "Aspetto il messaggio…",
  openConversation: "Apri la conversazione",
  checkKey: "Prova adesso",
  openSettings: "Apri le impostazioni",
  publicPage: "Pagina pubblica",
  keyOwner: {
    tenant: "Rispondiamo ai tuoi clienti con la tua chiave.",
    pool: "Rispondiamo con le chiavi della piattaforma. Puoi mettere la tua nelle impostazioni.",
    none: "Nessuna chiave risponde.",
  },
};
