import type { AgentWarning, AgentWarningKey } from "../../../../schema/contract/agentVersions.ts";
import type { SetupStep } from "../../paths.ts";

type Facts = { level: string; count: string; isOne: boolean; isMore: boolean };

const warnings: Record<AgentWarningKey, (facts: Facts) => string> = {
  empty_overlay: ({ level }) => `Il livello ${level} è scelto ma non ha istruzioni: chi lo ha non riceve niente in più.`,
  unused_overlay: ({ level }) =>
    `Ci sono istruzioni per il livello ${level}, ma l’agente è senza livelli: non valgono per nessuno.`,
  overlay_of_closed_level: ({ level }) =>
    `Il livello ${level} non è scelto, ma le sue istruzioni valgono lo stesso per chi ha quel livello o uno più alto. Se non le vuoi, svuotale.`,
  clients_lose_records: ({ count, isOne, isMore }) =>
    isOne
      ? "Con i livelli l’agente non vede più il CRM: il tuo cliente non avrà più risposte dal suo dossier."
      : isMore
        ? `Con i livelli l’agente non vede più il CRM: i tuoi clienti, più di ${count}, non avranno più risposte dal loro dossier.`
        : `Con i livelli l’agente non vede più il CRM: i tuoi ${count} clienti non avranno più risposte dal loro dossier.`,
  no_upgrade_text: () => "Manca il testo per chi deve salire di livello: riceverà quello standard.",
  no_instructions: () => "Le istruzioni sono vuote: l’agente non sa che cosa fare.",
  knowledge_missing: ({ level }) => `Le istruzioni del livello ${level} parlano di documenti, ma non ce n’è nessuno.`,
  knowledge_not_ready: ({ level, count }) =>
    `Le istruzioni del livello ${level} parlano di documenti, ma nessuno è pronto (${count} in lettura o non riusciti).`,
  knowledge_above_level: ({ level, count }) =>
    `Le istruzioni del livello ${level} parlano di documenti, ma quelli che ci sono (${count}) si aprono solo a livelli più alti.`,
  address_changes: () => "L’indirizzo pubblico cambia: i link e i QR già dati in giro non funzioneranno più.",
  page_closes: () => "L’agente si spegne: non risponderà più e la sua pagina sarà chiusa.",
  never_answers: () => "Non risponde da solo: i messaggi arrivano e aspettano te.",
  no_money: () => "Il tetto di spesa è zero: l’AI non risponderà a nessuno.",
  no_vertex: () => "Questa installazione non ha Vertex AI: l’agente non risponderà, e ogni volta chiamerà una persona.",
  no_whatsapp: () => "WhatsApp non è ancora collegato: per ora risponde solo sul web.",
  no_greeting: () => "Manca il saluto: la pagina userà quello standard.",
  no_starters: () => "Senza domande pronte chi arriva parte da un foglio bianco.",
  limits_fall: ({ level }) => `Il livello ${level} ha meno messaggi al giorno di quello sotto.`,
};

const severities: Record<AgentWarning["severity"], string> = { warning: "Da guardare", hint: "Si può migliorare" };

const steps: Record<SetupStep, string> = {
  basics: "Di’ chi è, che cosa fa e che cosa sa. Le istruzioni sono la parte che conta di più.",
  levels: "Chi paga di più può ricevere di più. Se tutti ricevono lo stesso, lascia i livelli spenti.",
  knowledge: "Listini, regolamenti, domande frequenti: ciò da cui deve rispondere. Puoi aggiungerli anche dopo.",
  whatsapp: "Collega il numero, o fallo dopo: sulla sua pagina risponde comunque.",
  limits: "Quanto, quando e con che passo risponde. I valori proposti vanno bene per cominciare.",
  try: "Fagli una domanda da cliente. Quando ti convince, pubblicalo.",
};

export const agentWork = {
  draft: "Bozza non pubblicata",
  draftOf: (name: string, when: string) => `di ${name}, ${when}`,
  kept: "Salvata",
  keptAt: (when: string) => `Salvata ${when}`,
  waiting: "Scrivo…",
  sending: "Salvo…",
  offline: "Senza rete: resta in questo browser e parte appena torna.",
  mustChoose: "Qualcun altro ha cambiato le stesse cose.",
  compare: "Confronta",
  discard: "Scarta",
  discarded: "Bozza scartata.",
  publish: "Pubblica…",
  publishNow: "Pubblica",
  publishOn: "Pubblica e accendi",
  published: (version: number) => `Pubblicata la versione ${version}. Vale dal prossimo messaggio.`,
  publishTitle: "Che cosa cambia",
  publishLead: "Vale dal prossimo messaggio di ogni cliente. Potrai tornare indietro dalle versioni.",
  publishNothing: "Non c’è niente da pubblicare.",
  wrongFields: "Queste cose vanno corrette prima:",
  severities,
  allWell: "Nessun avviso: sembra tutto a posto.",
  warnings,
  unchanged: "…",
  emptyValue: "(vuoto)",
  noLimit: "nessun limite",
  milliseconds: (seconds: string) => `${seconds} secondi`,
  minutes: (minutes: string) => `${minutes} minuti`,
  byHandOnly: "solo a mano",

  unfinished: "Da pubblicare",
  goOn: "Riprendi da dove eri",
  unfinishedNote: "Questo agente non è ancora stato pubblicato: non risponde a nessuno.",
  setupTitle: (name: string) => `Nuovo agente: ${name}`,
  setupSteps: "Passi",
  setupStep: (at: number, of: number) => `Passo ${at} di ${of}`,
  setupDone: "fatto",
  setupBack: "Indietro",
  setupNext: "Avanti",
  setupLater: "Finisci dopo",
  setupLaterHelp: "Resta qui come l’hai lasciato.",
  setupNoInstructions: "Scrivi le istruzioni prima di pubblicare: un agente senza non sa che cosa fare.",
  steps,
  setupWarnings: "Prima di pubblicare",

  versionsLead: "Ogni pubblicazione resta qui, con che cosa è cambiato. Si può tornare a una qualsiasi.",
  version: (version: number) => `Versione ${version}`,
  current: "In vigore",
  byUnknown: "autore non registrato",
  first: "La prima di cui c’è traccia",
  restoredFrom: (version: number) => `Riporta la versione ${version}`,
  compareWith: "Confronto",
  withBefore: "Che cosa ha cambiato",
  withCurrent: "Che cosa è cambiato dopo",
  sameAsCurrent: "È uguale a quella in vigore.",
  sameAsBefore: "È uguale a quella prima.",
  restore: "Torna a questa",
  restoreHelp: "Diventa una versione nuova. Indirizzo pubblico e acceso/spento restano come sono.",
  restored: (version: number, from: number) => `Versione ${version}: riportata la ${from}.`,

  shares: "Link",
  sharesLead:
    "Un link alla pagina dell’agente con indicazioni in più per chi si registra o accede da lì: un’azienda convenzionata, un volantino, un evento. Valgono anche su WhatsApp.",
  sharesEmpty: "Nessun link.",
  sharesEmptyHelp: "Creane uno per ogni gruppo a cui l’agente deve dire qualcosa in più.",
  shareNew: "Nuovo link",
  shareEdit: "Modifica il link",
  shareName: "Nome",
  shareNameHelp: "Lo vedi solo tu.",
  shareNamePlaceholder: "Es: Soci del circolo",
  shareInstructions: "Indicazioni per l’agente",
  shareInstructionsHelp: "Si aggiungono alle sue. Se contraddicono le istruzioni di livello o le regole, valgono quelle.",
  shareInstructionsPlaceholder: "Es: Sono soci del circolo: hanno lo sconto del 10 % e il primo incontro gratuito.",
  shareNoInstructions: "Nessuna indicazione",
  shareOn: "Acceso",
  shareOffHelp: "Spento: il link apre la pagina, ma le sue indicazioni non valgono per nessuno.",
  shareReaders: (count: number) => (count === 1 ? "1 persona arrivata da qui" : `${count} persone arrivate da qui`),
  shareCreated: "Link creato.",
  shareSaved: "Link salvato.",
  shareDelete: "Elimina il link",
  shareDeleteConsequence: "Le sue indicazioni non varranno più per chi è arrivato da qui. Non si può annullare; spegnerlo sì.",
  shareDeleted: (name: string) => `Link «${name}» eliminato.`,
  shareAddress: "Indirizzo del link",
  shareQr: "QR",
  shareQrTitle: (name: string) => `QR di «${name}»`,
  shareQrAlt: "Codice QR del link",
  shareQrSave: "Scarica SVG",
  shareNotActive: "L’agente è spento: finché non lo accendi il link apre una pagina chiusa.",

  previewFor: "Come lo riceve",
  previewForContact: "Come lo riceve un contatto",
  previewForPlaceholder: "Cerca per nome",
  previewForNone: "Nessun contatto con questo nome",
  previewTotal: (tokens: string) => `${tokens} token`,
  previewSilent: "A questa persona l’agente non risponderebbe con l’AI.",
  tryStop: "Ferma",
  tryStopped: "Fermata",
  tryAgain: "Riprova",
  tryCost: (cost: string) => `costo ${cost}`,
  tryTotal: (cost: string) => `Prova costata finora ${cost}`,
};
