import { setTimeout as pause } from "node:timers/promises";
import type { Contact } from "../../../schema/contract/contacts.ts";
import type { Media } from "../../../schema/contract/media.ts";
import { Outsider } from "../../e2e/outsider.ts";
import { findContact, type List } from "../../e2e/readings.ts";
import type { ConnectedLine, Stage } from "../../support/stage.ts";
import { jpeg } from "../../world/samples/jpeg.ts";
import { oggOpus } from "../../world/samples/ogg.ts";
import { pdf } from "../../world/samples/pdf.ts";
import { Dice } from "../levels/random.ts";
import { waitFor } from "../waitFor.ts";
import { workOnIt } from "./colleagues.ts";

/** Where lives are lived: a business with two agents; Twilio calls the one's number, the other's log is asked. */
export interface Place {
  stage: Stage;
  slug: string;
  agentId: string;
  line: ConnectedLine;
  polled: ConnectedLine;
}

/** A customer of whom the business has come to know everything that it can; what exactly, a seed decides. */
export interface Life {
  dice: Dice;
  /** In all that they wrote and that was written of them, and nowhere else. No other word begins like it: an index keeps beginnings once. */
  word: string;
  /** In how they are called, and nowhere else. */
  name: string;
  phone: string;
  email: string;
  /** Their browser; null for whoever only writes on WhatsApp. */
  page: Outsider | null;
  /** What to look for: words, names, numbers. */
  traces: string[];
  contactId: string;
  conversationId: string;
  hasFiles: boolean;
}

const consonants = "bcdfghklmnpqrstvwxz";

const madeUp = (dice: Dice, length: number): string =>
  Array.from({ length }, (_, at) => (at % 2 === 0 ? dice.one([...consonants]) : dice.one([..."aeiouy"]))).join("");

/** @param n the life's number, so that no two share a phone */
const somebody = (seed: number, n: number): Omit<Life, "page" | "contactId" | "conversationId" | "hasFiles"> => {
  const dice = new Dice(seed * 1_000_003 + n);
  const [word, name] = [madeUp(dice, 12), madeUp(dice, 11)];
  const phone = `+447700900${String(100 + (n % 900)).padStart(3, "0")}`;
  const email = `${name}@clienti.example`;
  return { dice, word, name, phone, email, traces: [word, name, phone.slice(1), `${phone.slice(3, 7)} ${phone.slice(7)}`] };
};

const saying = (description: string) => ({ kind: "other", description, language: "it" });

/** Files as people send them, with the word in what can be seen, read or heard in them. */
const filesWith = (word: string) => [
  { bytes: jpeg({ marker: saying(`Foto con ${word}`) }), contentType: "image/jpeg" },
  { bytes: oggOpus({ marker: { transcript: `Sono ${word}`, language: "it" } }), contentType: "audio/ogg" },
  { bytes: pdf([[`Referto di ${word}`]]), contentType: "application/pdf", fileName: `${word}.pdf` },
];

/** WhatsApp: words, a link, files, an answer that quotes, a second number whose log is asked. */
const writeOnWhatsapp = async ({ stage, line, polled }: Place, { dice, word, name, phone }: Life): Promise<boolean> => {
  await stage.world.putPerson({ id: phone, name: `Signora ${name}` });
  const hand = stage.world.phone(phone);
  await hand.says(`Ciao, sono ${word}`, { to: line.number });
  const [answer] = await hand.waitFor(1, 30_000);
  if (dice.chance(0.5)) await hand.says(`Guarda ${stage.world.url}/sites/corso-yoga?di=${word}`, { to: line.number });
  if (dice.chance(0.5)) await hand.replies(answer!.sid, `Intendevo ${word}`);
  if (dice.chance(0.4)) await hand.says(`Anche qui, ${word}`, { to: polled.number });
  if (dice.chance(0.3)) await hand.sharesPlace({ latitude: 45.1, longitude: 9.2, label: `Casa ${word}` }, { to: line.number });
  const files = filesWith(word).filter(() => dice.chance(0.5));
  for (const file of files) await hand.sends(file, { to: line.number, text: `Ecco ${word}` });
  return files.length > 0;
};

/** The public page: a talk, a file, perhaps an account; then it is linked with the number, or a code of it is left lying. */
const writeOnThePage = async ({ stage, slug, line }: Place, life: Life): Promise<void> => {
  const { dice, word, name, phone, email } = life;
  const root = `/api/public/ai/${slug}`;
  const page = life.page!;
  await page.ask("POST", `${root}/chat`, { message: `Dal sito, ${word}`, clientMessageId: `life-${word}` });
  if (dice.chance(0.5)) {
    const [picture] = filesWith(word);
    const sent = await page.fetch("POST", `${root}/media?name=${word}.jpg`, { body: Buffer.from(picture!.bytes) });
    const { id } = (await sent.json()) as Media;
    await page.ask("POST", `${root}/chat`, { mediaIds: [id], clientMessageId: `life-file-${word}` });
  }
  const { code } = await page.ask<{ code: string }>("POST", `${root}/whatsapp-link`);
  const known = (await stage.world.phone(phone).messages()).length;
  await stage.world.phone(phone).says(code, { to: line.number });
  const mailed = async () => {
    const log = (await stage.world.phone(phone).messages()).slice(known);
    return (
      log.filter(({ direction }) => direction !== "inbound").flatMap(({ body }) => /\b\d{6}\b/.exec(body)?.[0] ?? [])[0] ?? null
    );
  };
  await page.ask("POST", `${root}/whatsapp-link/confirm`, { code: await waitFor(mailed, 30_000) });
  if (dice.chance(0.5))
    await page.ask("POST", `${root}/sign-up`, { name: `Signora ${name}`, email, password: `Frase di ${word}` });
  // Begun and left: its row stays until it is over.
  if (dice.chance(0.6)) await page.ask("POST", `${root}/whatsapp-link`);
};

/** Lives one life, until nothing of it is under way any more. */
export const live = async (place: Place, seed: number, n: number): Promise<Life> => {
  const { stage } = place;
  const who = somebody(seed, n);
  const page = who.dice.chance(0.7) ? new Outsider(stage.url) : null;
  const life: Life = { ...who, page, contactId: "", conversationId: "", hasFiles: false };
  life.hasFiles = await writeOnWhatsapp(place, life);
  const find = () => findContact(stage.owner, life.phone).catch(() => null);
  life.contactId = (await waitFor<Contact>(find, 30_000)).id;
  if (page) await writeOnThePage(place, life);
  life.contactId = (await waitFor<Contact>(find, 30_000)).id;
  const { items } = await stage.owner.get<List<{ id: string }>>(
    `/api/conversations?contactId=${life.contactId}&agentId=${place.agentId}`,
  );
  life.conversationId = items[0]!.id;
  await workOnIt(place, life);
  await pause(300);
  return life;
};
