import type { Agent } from "../../../schema/contract/agents.ts";
import type { Consent } from "../../../schema/contract/consents.ts";
import type { PublicMedia } from "../../../schema/contract/media.ts";
import type { ConsoleClient } from "../../support/consoleClient.ts";
import { sample, type SampleName } from "../../world/samples/catalogue.ts";
import type { DemoStage } from "../demoStage.ts";
import { Outsider } from "../outsider.ts";
import { conversationOf, findContact, type List } from "../readings.ts";
import { answered, waitUntil } from "./talk.ts";

/** A thread at the console, and the contact it is with. */
export interface Known {
  conversationId: string;
  contactId: string;
}

const lucasPhone = "+447700900002";

/** Somebody who sends a photo, a voice note and an invoice on WhatsApp. */
export async function talkWithFiles(stage: DemoStage, owner: ConsoleClient, coach: Agent, number: string): Promise<Known> {
  const phone = stage.world.phone(lucasPhone);
  const send = (name: SampleName, text?: string) =>
    answered(stage, lucasPhone, number, () =>
      phone.sends(sample(name), text === undefined ? { to: number } : { to: number, text }),
    );
  await stage.world.script(
    {
      contains: "pranzo di oggi",
      text: "Buona scelta prima della seduta di stasera: sono circa 520 kcal. Aggiungi una porzione di proteine, per esempio due uova o del tonno.",
    },
    { contains: "corso base", text: "Il corso base è compreso nell'abbonamento: 49 euro al mese. Si comincia ogni lunedì." },
    { contains: "devo pagarla", text: "Sì: sono 122,00 euro, IVA compresa, entro il 30 novembre." },
  );
  await send("pasta.jpg", "Ecco il pranzo di oggi");
  await send("nota-vocale.ogg");
  await send("fattura.pdf", "Questa devo pagarla io?");
  const known = await threadWith(owner, coach, "Luca");
  await owner.call("PATCH", `/api/conversations/${known.conversationId}/mark-read`);
  return known;
}

/** Somebody who wants no messages, has them again, and wants none for good. */
export async function stopMessages(stage: DemoStage, owner: ConsoleClient, coach: Agent, number: string): Promise<Known> {
  const phone = stage.world.phone("+447700900023");
  const known = await threadWith(owner, coach, "Davide");
  for (const [index, word] of ["STOP", "START", "STOP"].entries()) {
    await phone.says(word, { to: number });
    await waitUntil(`a note of ${word}`, async () => {
      const { items } = await owner.get<List<Consent>>(`/api/contacts/${known.contactId}/consents`);
      return items.length > index ? true : undefined;
    });
  }
  await owner.call("PATCH", `/api/conversations/${known.conversationId}/mark-read`);
  return known;
}

/** Somebody who sends a photo and a voice note from the public page. */
export async function talkWithFilesOnPage(stage: DemoStage): Promise<Outsider> {
  const visitor = new Outsider(stage.url);
  await stage.world.script(
    {
      contains: "prima di correre",
      text: "Sì, se la mangi tre ore prima: sono circa 520 kcal, soprattutto carboidrati. Bevi anche mezzo litro d'acqua.",
    },
    { contains: "corso base", text: "Il corso base costa 49 euro al mese. Vuoi venire a provarlo?" },
  );
  await sendOnPage(visitor, "pasta.jpg", "Va bene prima di correre?");
  await sendOnPage(visitor, "nota-vocale.ogg", "");
  return visitor;
}

async function sendOnPage(visitor: Outsider, name: SampleName, message: string): Promise<void> {
  const base = "/api/public/ai/coach";
  const headers = { "content-type": "application/octet-stream" };
  const body = Buffer.from(sample(name).bytes);
  const uploaded = await visitor.fetch("POST", `${base}/media?name=${name}`, { body, headers });
  const { id } = (await uploaded.json()) as PublicMedia;
  await visitor.ask("POST", `${base}/chat`, { message, mediaIds: [id], clientMessageId: `story-${name}` });
}

async function threadWith(owner: ConsoleClient, coach: Agent, name: string): Promise<Known> {
  const { id: contactId } = await findContact(owner, name);
  const { id: conversationId } = await conversationOf(owner, contactId, coach.id);
  return { conversationId, contactId };
}
