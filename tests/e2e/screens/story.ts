import type { Agent } from "../../../schema/contract/agents.ts";
import { demoAgents, demoOwner } from "../../local/seed/demo.ts";
import { ConsoleClient } from "../../support/consoleClient.ts";
import type { DemoStage } from "../demoStage.ts";
import { Outsider } from "../outsider.ts";
import { conversationOf, findContact, type List } from "../readings.ts";
import { workAtDesk, type Desk } from "./deskStory.ts";
import { stopMessages, talkWithFiles, talkWithFilesOnPage, type Known } from "./fileStory.ts";
import { answered } from "./talk.ts";

/** What the pictures show: a morning at the demo business. Every name and number is invented. */
export interface Story {
  owner: ConsoleClient;
  coach: Agent;
  /** The conversation of the pictures, and the contact it is with. */
  marta: Known & { phone: string; page: Outsider };
  /** Photo, voice note and invoice on WhatsApp. */
  luca: Known;
  /** Wants no messages. */
  davide: Known;
  /** Photo and voice note on the public page. */
  sender: Outsider;
  desk: Desk;
  worldUrl: string;
  /** A visitor who has used up the day's messages, as long as the limit is one. */
  usedUp: Outsider;
}

const coachNumber = demoAgents[0]!.number;
const deskNumber = demoAgents[1]!.number;

const strangers = [
  { id: "+447700900021", name: "Paolo Greco" },
  { id: "+447700900022", name: "Elena Sartori" },
  { id: "+447700900023", name: "Davide Neri" },
];

/** Answers of the model by a word of the question. */
const answers: Record<string, string> = {
  "tre mesi":
    "Bentornata! Dopo tre mesi di pausa conviene ripartire con calma:\n- due sedute a settimana di 40 minuti\n- carichi al 60% di prima\n- un giorno di riposo tra una e l'altra\nPreferisci la sala pesi o i corsi?",
  pilates:
    "Il pilates è perfetto per ricominciare: lavora su postura e respirazione, senza salti. Per il corso giusto per te posso farti sentire da Anna.\n\nE sì, puoi provarlo una volta prima di iscriverti.",
  giovedì: "Ottima scelta, Marta. Porta un telo e arriva dieci minuti prima: il resto lo trovi in sala. Buon allenamento!",
  "1.870":
    "Grande Giulia, 50 metri in più del tuo ultimo test! Sei alla *settimana 6*: resta su stacco 5×5 a 70 kg e aggiungi due ripetute da 400 metri il giovedì. Obiettivo 1.900 entro Natale: ci siamo quasi.",
  scheda: "La scheda forza A, del 12 ottobre: squat 4×6 a 60 kg, panca 4×6 a 50 kg, rematore 4×8 a 40 kg. Due volte a settimana.",
  bambini:
    "Al momento no: i corsi sono dai 16 anni in su. Per i più piccoli posso chiedere ad Anna se ne sono in programma. Vuoi?",
  costa: "L'abbonamento mensile costa 49 euro, quello annuale 420. Che cosa ti piacerebbe ottenere allenandoti da noi?",
};

export async function playStory(stage: DemoStage): Promise<Story> {
  const owner = new ConsoleClient(stage.url);
  const { businessName: _, ...credentials } = demoOwner;
  await owner.post("/api/auth/sign-in", credentials);
  const { items } = await owner.get<List<Agent>>("/api/agents");
  const coach = items.find(({ slug }) => slug === "coach")!;
  for (const person of strangers) await stage.world.putPerson(person);
  await setQuiet(owner, items, 600);
  await talkWithOthers(stage);
  const marta = await talkWithMarta(stage, owner, coach);
  const luca = await talkWithFiles(stage, owner, coach, coachNumber);
  const davide = await stopMessages(stage, owner, coach, coachNumber);
  const sender = await talkWithFilesOnPage(stage);
  await owner.post(`/api/agents/${coach.id}/templates/sync`, {});
  const desk = await workAtDesk(stage, owner, marta, luca);
  await setQuiet(owner, items, 4_000);
  return { owner, coach, marta, luca, davide, sender, desk, worldUrl: stage.world.url, usedUp: await useUp(stage, owner, coach) };
}

/** Pictures need no patience: the pause before an answer is short while the story is played. */
async function setQuiet(owner: ConsoleClient, agents: Agent[], quietMs: number): Promise<void> {
  for (const { id } of agents) await owner.patch(`/api/agents/${id}`, { quietMs });
}

async function say(stage: DemoStage, who: string, number: string, ...texts: string[]): Promise<void> {
  const word = Object.keys(answers).find((known) => texts.join("\n").includes(known));
  if (word !== undefined) await stage.world.script({ text: answers[word]!, contains: word });
  await answered(stage, who, number, () => stage.world.phone(who).saysAll(texts, { to: number, gapMs: 200 }));
}

async function talkWithOthers(stage: DemoStage): Promise<void> {
  await say(stage, "+447700900002", deskNumber, "Mi ricordi la scheda forza A?");
  await say(stage, "+447700900021", deskNumber, "Buongiorno, quanto costa l'abbonamento?");
  await say(
    stage,
    "+447700900003",
    coachNumber,
    "Ciao coach!",
    "Ieri test dei dieci minuti: 1.870 metri",
    "Cosa faccio questa settimana?",
  );
  await say(stage, "+447700900022", deskNumber, "Vorrei parlare con una persona, per favore");
  await say(stage, "+447700900023", coachNumber, "Ciao, avete anche corsi per bambini?");
}

const martasPhone = "+447700900001";

async function talkWithMarta(stage: DemoStage, owner: ConsoleClient, coach: Agent): Promise<Story["marta"]> {
  const page = new Outsider(stage.url);
  const base = "/api/public/ai/coach";
  await stage.world.script({ text: answers["tre mesi"]!, contains: "tre mesi" });
  const message = "Ciao, sono Marta. Non mi alleno da tre mesi: da dove ricomincio?";
  await page.ask("POST", `${base}/chat`, { message, clientMessageId: "story-of-marta" });
  const { code } = await page.ask<{ code: string }>("POST", `${base}/whatsapp-link`);
  await say(stage, martasPhone, coachNumber, code);
  const [reply] = await stage.world.phone(martasPhone).waitFor(1);
  await page.ask("POST", `${base}/whatsapp-link/confirm`, { code: /\b\d{6}\b/.exec(reply!.body)![0] });
  await say(stage, martasPhone, coachNumber, "Eccomi anche qui", "il corso di pilates va bene?", "posso provarlo?");

  const contactId = (await findContact(owner, "Marta")).id;
  const { id } = await conversationOf(owner, contactId, coach.id);
  await owner.patch(`/api/conversations/${id}/ai-toggle`, { aiEnabled: false });
  const messageText = "Ciao Marta, sono Anna! Ti ho tenuto un posto di prova giovedì alle 18, ti va?";
  await owner.post(`/api/conversations/${id}/send`, { messageText, clientMessageId: "story-of-anna" });
  await stage.world.phone(martasPhone).waitFor(3);
  await owner.patch(`/api/conversations/${id}/ai-toggle`, { aiEnabled: true });
  await say(stage, martasPhone, coachNumber, "Giovedì è perfetto, grazie Anna!", "cosa porto giovedì?");
  await owner.call("PATCH", `/api/conversations/${id}/mark-read`);
  return { conversationId: id, contactId, phone: martasPhone, page };
}

async function useUp(stage: DemoStage, owner: ConsoleClient, coach: Agent): Promise<Outsider> {
  const visitor = new Outsider(stage.url);
  await owner.patch(`/api/agents/${coach.id}`, { dailyMessageLimit: 1 });
  await stage.world.script({ text: "Siamo aperti dal lunedì al venerdì dalle 7 alle 22, il sabato dalle 9 alle 18." });
  await visitor.ask("POST", "/api/public/ai/coach/chat", { message: "Che orari fate?", clientMessageId: "story-used-up" });
  return visitor;
}
