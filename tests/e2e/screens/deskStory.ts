import type { ContactImport } from "../../../schema/contract/contactImports.ts";
import type { Label } from "../../../schema/contract/inboxTools.ts";
import { ConsoleClient } from "../../support/consoleClient.ts";
import type { DemoStage } from "../demoStage.ts";
import type { Known } from "./fileStory.ts";
import { waitUntil } from "./talk.ts";

/** What the team has done at its desk: labels, answers kept ready, a note, a list of people taken in, a colleague invited and one come. */
export interface Desk {
  label: Label;
  importId: string;
}

const colleague = { name: "Bruno Neri", email: "bruno@filo.example", password: "quattro stagioni" };

async function bringColleague(stage: DemoStage, owner: ConsoleClient): Promise<string> {
  const { email, name, password } = colleague;
  await owner.post("/api/team/invitations", { email, role: "member" });
  await owner.post("/api/team/invitations", { email: "carla@filo.example", role: "readonly" });
  const tokenIn = (text: string | null) => /\/console\/invitation\?token=([\w-]+)/.exec(text ?? "")?.[1];
  const token = await waitUntil("an invitation", async () => {
    const mails = await stage.world.mails(email);
    return mails.map(({ text }) => tokenIn(text)).find(Boolean);
  });
  const joined = { token, name, password };
  const client = new ConsoleClient(stage.url);
  const { user } = await client.post<{ user: { id: string } }>("/api/auth/invitation/accept", joined);
  return user.id;
}

const people = [
  "Nome;Telefono;E-mail;Ruolo",
  "Sara Galli;+447700900061;sara@example.com;cliente",
  "Pietro Fontana;+447700900062;;lead",
  "Irene Costa;non lo so;;lead",
  "Marta Bianchi;+447700900001;;cliente",
].join("\n");

async function takeInPeople(owner: ConsoleClient): Promise<string> {
  const mapping = ["name", "phone", "email", "role"];
  const { id } = await owner.post<ContactImport>("/api/contact-imports", {
    fileName: "soci.csv",
    text: people,
    known: "fill",
    mapping,
  });
  const isDone = async () => (await owner.get<ContactImport>(`/api/contact-imports/${id}`)).state === "done";
  await waitUntil("a finished import", async () => (await isDone()) || undefined);
  return id;
}

export async function workAtDesk(stage: DemoStage, owner: ConsoleClient, marta: Known, luca: Known): Promise<Desk> {
  const userId = await bringColleague(stage, owner);
  const label = await owner.post<Label>("/api/labels", { name: "Rinnovo", color: "purple" });
  const trial = await owner.post<Label>("/api/labels", { name: "Prova gratuita", color: "amber" });
  await owner.patch(`/api/conversations/${marta.conversationId}`, { labelIds: [label.id, trial.id] });
  await owner.patch(`/api/conversations/${luca.conversationId}`, { labelIds: [label.id], assigneeId: userId });
  const replies = [
    { shortcut: "orari", text: "Ciao {{name}}, siamo aperti dal lunedì al venerdì dalle 7 alle 22, il sabato dalle 9 alle 18." },
    { shortcut: "prezzi", text: "L'abbonamento mensile costa 49 euro, quello annuale 420." },
    { shortcut: "prova", text: "La prima lezione è gratuita: quando ti andrebbe di venire?" },
  ];
  for (const reply of replies) await owner.post("/api/canned-replies", reply);
  const note = `@${colleague.name} giovedì le mostri tu la sala? È rimasta ferma tre mesi.`;
  await owner.post(`/api/conversations/${marta.conversationId}/notes`, {
    text: note,
    mentions: [userId],
    clientMessageId: "story-note-to-bruno",
  });
  const importId = await takeInPeople(owner);
  await stage.countFigures();
  return { label, importId };
}
