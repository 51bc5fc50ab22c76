import type { z } from "zod";
import type { agentCreateSchema } from "../../../schema/contract/agents.ts";
import type { DossierEntry } from "../../../schema/contract/contacts.ts";

/** The demo business. Every name, number and address is invented; numbers are the ones that regulators keep for fiction. */
export const demoOwner = {
  name: "Anna Riva",
  email: "anna@filo.example",
  password: "palestra-aurora",
  businessName: "Palestra Aurora",
};

export const demoSettings = {
  timeZone: "Europe/Rome",
  consultantPhones: ["+447700900010"],
  receptionPhones: ["+447700900011"],
};

/** The simulated Twilio account behind both numbers; its token opens nothing but the simulated world. */
export const demoTwilio = { accountSid: `AC${"0a1b2c3d".repeat(4)}`, authToken: "simulated-twilio-token-of-the-demo" };

export interface DemoAgent {
  fields: z.input<typeof agentCreateSchema> & { slug: string };
  number: string;
  knowledge: { title: string; text: string; minLevel: 1 | 2 | 3 }[];
}

export const demoAgents: DemoAgent[] = [
  {
    number: "+14155550101",
    fields: {
      name: "Coach AI",
      slug: "coach",
      levels: [1, 2, 3],
      persona: "Sei il coach digitale della Palestra Aurora: cordiale, concreto, dai del tu.",
      instructions:
        "Aiuti chi si allena a capire da dove cominciare, quali corsi ci sono e come restare costante.\n" +
        "Se qualcuno ha dolore o una patologia, lo inviti a parlarne con un medico prima di allenarsi.\n" +
        "La Palestra Aurora è aperta dal lunedì al venerdì dalle 7 alle 22, il sabato dalle 9 alle 18.\n" +
        "Chi comincia ha un colloquio gratuito e due settimane di sala con un istruttore.\n" +
        "Con Silver i consigli sono su misura, con Gold c'è anche il programma settimanale del metodo Aurora.",
      greeting: "Ciao! Sono Coach AI della Palestra Aurora. Da dove partiamo oggi?",
      starters: ["Che orari fate?", "Da dove comincio?", "Che differenza c'è tra Silver e Gold?"],
      levelPromptOverlay1:
        "Dai indicazioni generali, valide per tutti. Quando serve di più, suggerisci di passare al livello Silver.",
      levelPromptOverlay2: "Personalizza i consigli sugli obiettivi di chi scrive e usa i documenti della palestra.",
      levelPromptOverlay3:
        "Offri una consulenza completa: analisi approfondita, programma settimanale e come misurare i progressi.",
      upgradeText: "Con Silver e Gold parli con il coach senza limiti e con consigli fatti su di te.",
      conciseMode: false,
    },
    knowledge: [
      {
        title: "Corsi della settimana",
        minLevel: 2,
        text:
          "Il corso di pilates si tiene il martedì e il giovedì alle 18 in sala piccola.\n" +
          "Il corso di functional si tiene il lunedì e il mercoledì alle 19.\n" +
          "Lo yoga è il sabato alle 10, con posti limitati: si prenota entro il venerdì sera.",
      },
      {
        title: "Metodo Aurora in dodici settimane",
        minLevel: 3,
        text:
          "Il metodo Aurora alterna quattro settimane di tecnica, quattro di forza e quattro di resistenza.\n" +
          "Ogni quarta settimana è di scarico: metà dei carichi, stesse sedute.\n" +
          "I progressi si misurano con il test dei dieci minuti e con il diario degli allenamenti.",
      },
    ],
  },
  {
    number: "+14155550102",
    fields: {
      name: "Assistenza Clienti",
      slug: "assistenza",
      levels: [],
      persona: "Sei l'assistenza della Palestra Aurora: gentile e preciso.",
      instructions:
        "Rispondi su abbonamenti, pagamenti, certificati medici e orari. L'abbonamento mensile costa 49 euro, quello annuale 420 euro.",
      greeting: "Buongiorno, qui l'assistenza della Palestra Aurora. Come possiamo aiutarti?",
      starters: ["Quanto costa l'abbonamento?", "Serve il certificato medico?"],
    },
    knowledge: [
      {
        title: "Certificato medico",
        minLevel: 1,
        text: "Per allenarsi serve un certificato medico non agonistico valido: si consegna in reception entro quindici giorni dall'iscrizione.",
      },
    ],
  },
];

export const demoStore = {
  title: "Linee guida del consulente",
  minLevel: 3 as const,
  text: "Dopo uno stop di oltre un mese si riparte dal sessanta per cento dei carichi e si cresce del dieci per cento a settimana.",
};

export interface DemoContact {
  fields: { displayName: string; phone: string; email: string; roles: ("client" | "lead")[] };
  level: 1 | 2 | 3;
  dossier: Pick<DossierEntry, "kind" | "title" | "body" | "happenedAt">[];
}

export const demoContacts: DemoContact[] = [
  {
    fields: { displayName: "Marta Bianchi", phone: "+447700900001", email: "marta@filo.example", roles: ["client"] },
    level: 1,
    dossier: [
      {
        kind: "finance",
        title: "Abbonamento mensile",
        body: "49 euro al mese, pagato con addebito il giorno 5.",
        happenedAt: "2026-09-05T08:00:00Z",
      },
    ],
  },
  {
    fields: { displayName: "Luca Ferri", phone: "+447700900002", email: "luca@filo.example", roles: ["client"] },
    level: 2,
    dossier: [
      {
        kind: "exercise",
        title: "Scheda forza A",
        body: "Squat 4×6 a 60 kg, panca 4×6 a 50 kg, rematore 4×8 a 40 kg. Due volte a settimana.",
        happenedAt: "2026-10-12T17:30:00Z",
      },
      {
        kind: "consultation",
        title: "Colloquio d'ingresso",
        body: "Vuole correre la mezza maratona di primavera; vecchia distorsione alla caviglia destra, guarita.",
        happenedAt: "2026-09-20T16:00:00Z",
      },
    ],
  },
  {
    fields: { displayName: "Giulia Conti", phone: "+447700900003", email: "giulia@filo.example", roles: ["client"] },
    level: 3,
    dossier: [
      {
        kind: "consultation",
        title: "Verifica di metà percorso",
        body: "Test dei dieci minuti: da 1.650 a 1.820 metri. Prossimo obiettivo 1.900 entro Natale.",
        happenedAt: "2026-11-02T18:00:00Z",
      },
      {
        kind: "exercise",
        title: "Metodo Aurora, settimana 6",
        body: "Stacco 5×5 a 70 kg, affondi 3×10, plank 3×60 secondi.",
        happenedAt: "2026-11-09T18:00:00Z",
      },
      { kind: "finance", title: "Abbonamento annuale Gold", body: "980 euro, saldato.", happenedAt: "2026-06-01T09:00:00Z" },
    ],
  },
];
