import type { AgentFields } from "../../../../schema/contract/agents.ts";
import type { Level } from "../../../../schema/contract/enums.ts";

const fields: Record<keyof AgentFields, string> = {
  name: "Nome",
  slug: "Indirizzo pubblico",
  persona: "Personalità",
  instructions: "Istruzioni",
  greeting: "Saluto",
  starters: "Domande pronte",
  integrationMode: "Dove risponde",
  isActive: "Attivo",
  levels: "Livelli",
  levelPromptOverlay1: "Istruzioni AI per Livello Bronzo",
  levelPromptOverlay2: "Istruzioni AI per Livello Argento",
  levelPromptOverlay3: "Istruzioni AI per Livello Gold",
  dailyMessageLimit: "Messaggi al giorno, Bronzo",
  dailyMessageLimitSilver: "Messaggi al giorno, Argento",
  dailyMessageLimitGold: "Messaggi al giorno, Gold",
  dailySpendCapMicros: "Tetto di spesa al giorno",
  conciseMode: "Risposte brevi",
  autoResponseEnabled: "Risponde da solo",
  quietMs: "Pausa prima di rispondere",
  handBackMinutes: "Riprende da sola dopo",
  upgradeText: "Testo per chi deve salire di livello",
  upgradeUrl: "Link per salire di livello",
  modelProvider: "Chi risponde",
  modelName: "Modello",
};

const overlayPlaceholders: Record<Level, string> = {
  1: "Es: Rispondi in modo generico e breve. Se l’utente chiede analisi dettagliate, suggerisci di fare upgrade al livello Argento per risposte personalizzate.",
  2: "Es: Puoi accedere alla knowledge base. Fornisci risposte personalizzate basate sui documenti. Per consulenza completa, suggerisci il livello Gold.",
  3: "Es: Accesso completo. Fornisci analisi approfondite, report personalizzati, consulenza avanzata. Tratta l’utente come un cliente premium.",
};

const levelLeads: Record<Level, string> = {
  1: "Pubblico e gratuito, con un limite di messaggi.",
  2: "A pagamento, con la conoscenza dell’agente.",
  3: "Accesso completo, anche all’archivio dello studio.",
};

export const agentForm = {
  fields,
  help: {
    name: "Lo vedono i clienti.",
    slug: "Solo lettere minuscole, cifre e trattini.",
    persona: "Chi è: tono, ruolo, modi.",
    instructions: "Che cosa fa e che cosa sa.",
    greeting: "La prima frase sulla pagina pubblica.",
    starters: "Fino a quattro: chi arriva può partire da una di queste.",
    isActive: "Da spento non risponde e la sua pagina è chiusa.",
    autoResponseEnabled: "Se è spento riceve i messaggi e lascia rispondere a te.",
    conciseMode: "Poche frasi, adatte a WhatsApp.",
    dailyMessageLimit: "Per contatto, WhatsApp e web insieme.",
    noLimit: "Vuoto: nessun limite.",
    dailySpendCapMicros: "Raggiunto il tetto, risponde una persona fino a mezzanotte.",
    quietMs: "Aspetta che il cliente abbia finito di scrivere: più messaggi, una risposta.",
    handBackMinutes: "Dopo che ha risposto una persona, se nessuno scrive più. Vuoto: solo quando gliela restituisci.",
    upgradeText: "Lo riceve chi è sotto il livello più basso dell’agente.",
    upgradeUrl: "Deve cominciare con https://",
    modelProvider:
      "Automatico: Vertex AI dove c’è, altrimenti AI Studio. Con una scelta fissa, se quel servizio non risponde viene chiamata una persona.",
    modelName: "Per esempio gemini-3.5-flash-lite.",
  },
  providers: { auto: "Automatico", vertex: "Solo Vertex AI", ai_studio: "Solo AI Studio" },
  modes: { whatsapp_ai: "WhatsApp e web", ai_only: "Solo web" },
  overlayTitle: (level: string) => `Istruzioni AI per Livello ${level}`,
  overlayLead:
    "Configura come l’AI si comporta con gli utenti di questo livello. Queste istruzioni vengono aggiunte al prompt base dell’agente.",
  overlaySum: (level: string, list: string) =>
    `Queste istruzioni si SOMMANO a quelle dei livelli inferiori. Un utente ${level} riceve: ${list}.`,
  overlayPlaceholders,
  levelsLead: "Senza livelli l’agente è standard. Con i livelli, ognuno riceve le istruzioni del suo e di quelli sotto.",
  levelLeads,
  identity: "Chi è",
  page: "Pagina pubblica",
  quota: "Quanto",
  manner: "Come risponde",
  upgrade: "Salire di livello",
  starter: (place: number) => `Domanda ${place}`,
  perDay: "al giorno",
  seconds: "secondi",
  minutes: "minuti",
  euros: "€ al giorno",
  yes: "Sì",
  no: "No",
};
