import type { Agent } from "../../../schema/contract/agents.ts";
import type { Conversation } from "../../../schema/contract/conversations.ts";
import type { PublicMedia } from "../../../schema/contract/media.ts";
import { Outsider } from "../../e2e/outsider.ts";
import type { ConnectedLine, Stage } from "../../support/stage.ts";
import { jpeg } from "../../world/samples/jpeg.ts";
import { oggOpus } from "../../world/samples/ogg.ts";
import { vcard } from "../../world/samples/vcard.ts";
import { ask, password } from "../sessions/scene.ts";
import { waitFor } from "../waitFor.ts";
import type { Word } from "./words.ts";

/** A customer, the agent they talk with, and the one thread of theirs in which everything that can be said is said. */
export interface Person {
  slug: string;
  agent: Agent;
  line: ConnectedLine;
  page: Outsider;
  phone: string;
  conversationId: string;
  contactId: string;
}

/** By which the world knows whose turn a scripted answer is for. */
const key = "chiave-della-prova";

interface List<T> {
  items: T[];
}

const newAgent = async (stage: Stage, word: Word): Promise<Agent> => {
  return stage.agent({
    slug: "prova",
    name: word("agentName"),
    persona: word("persona"),
    instructions: `${key} ${word("instructions")}`,
    greeting: word("greeting"),
    starters: [word("starter"), "Orari"],
    levels: [1, 2, 3],
    levelPromptOverlay1: word("overlay1"),
    levelPromptOverlay2: word("overlay2"),
    levelPromptOverlay3: word("overlay3"),
    upgradeText: word("upgradeText"),
    upgradeUrl: `https://example.com/?${encodeURIComponent(word("upgradeUrl"))}`,
    quietMs: 0,
    dailyMessageLimit: 2,
  });
};

/** On the page: signed up by a share link, with words and a picture, and answers of the model's. */
const talkOnPage = async (stage: Stage, word: Word, agent: Agent): Promise<Outsider> => {
  const root = `/api/public/ai/${agent.slug}`;
  const share = { name: word("shareName"), instructions: word("shareInstructions") };
  const { code } = await stage.owner.post<{ code: string }>(`/api/agents/${agent.id}/shares`, share);
  const page = new Outsider(stage.url);
  const told = async (answer: Response): Promise<Response> => {
    if (answer.status >= 300) throw new Error(`the page answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const who = { name: word("customerName"), email: "cliente@filo.example", password, share: code };
  await told(await ask(page, "POST", `${root}/sign-up`, who));
  for (let turn = 0; turn < 2; turn++) await stage.world.script({ text: word("aiAnswer"), contains: key });
  const item = { title: word("knowledgeTitle"), text: word("knowledgeText") };
  await stage.owner.post("/api/knowledge", { scope: "agent", agentId: agent.id, ...item });
  const words = { message: word("customerWords"), clientMessageId: "pagina-parole" };
  await told(await ask(page, "POST", `${root}/chat`, words));
  const picture = jpeg({
    marker: { kind: "other", description: word("description"), text: word("ocr") },
  });
  const name = encodeURIComponent(`${word("fileName")}.jpg`);
  const sent = await told(await page.fetch("POST", `${root}/media?name=${name}`, { body: Buffer.from(picture) }));
  const { id } = (await sent.json()) as PublicMedia;
  await told(
    await ask(page, "POST", `${root}/chat`, { message: "listino prezzi", mediaIds: [id], clientMessageId: "pagina-foto" }),
  );
  return page;
};

/** Joins browser and phone, so that page, console and WhatsApp show one thread. */
const link = async (stage: Stage, slug: string, page: Outsider, phone: string, line: ConnectedLine): Promise<void> => {
  const root = `/api/public/ai/${slug}/whatsapp-link`;
  const { code } = await page.ask<{ code: string }>("POST", root);
  await stage.world.phone(phone).says(code, { to: line.number });
  const digits = await waitFor(async () => {
    const bodies = (await stage.world.phone(phone).messages()).map(({ body }) => /\b\d{6}\b/.exec(body)?.[0]);
    return bodies.findLast(Boolean) ?? null;
  }, 60_000);
  await page.ask("POST", `${root}/confirm`, { code: digits });
};

/** On WhatsApp: everything that a phone can send with words in it. */
const talkOnWhatsapp = async (stage: Stage, word: Word, phone: string, to: string): Promise<void> => {
  const hand = stage.world.phone(phone);
  const first = await hand.says(word("whatsappWords"), { to });
  const card = vcard({ name: word("cardName"), phone: "+447700900999", organization: word("cardCompany") });
  await hand.sends({ bytes: card, contentType: "text/vcard", fileName: `${word("cardFile")}.vcf` }, { to });
  await hand.sharesPlace({ latitude: 45, longitude: 9, label: word("placeLabel"), address: word("placeAddress") }, { to });
  const voice = oggOpus({ seconds: 2, marker: { transcript: word("transcript"), durationSeconds: 2 } });
  await hand.sends({ bytes: voice, contentType: "audio/ogg" }, { to });
  await hand.replies(first.sid, word("reply"));
  const button = { ButtonText: word("buttonText"), ButtonPayload: word("buttonPayload") };
  await hand.says(word("buttonText"), { to, fields: button });
  const site = new URLSearchParams({
    title: word("linkTitle"),
    description: word("linkDescription"),
    site: word("linkSite"),
  });
  await hand.says(`guarda ${stage.world.pushBase}/sites/detto?${site}`, { to });
};

/** What colleagues write down about somebody. */
const noteDown = async (stage: Stage, word: Word, contactId: string): Promise<void> => {
  const path = `/api/contacts/${contactId}`;
  await stage.owner.patch(path, { note: word("note"), goal: word("goal") });
  const entry = { title: word("dossierTitle"), body: word("dossierBody") };
  await stage.owner.post(`${path}/dossier`, { kind: "note", happenedAt: "2026-11-01T10:00:00Z", ...entry });
  const evidence = word("evidence").padEnd(3, ".");
  await stage.owner.post(`${path}/consents`, { channel: "whatsapp", state: "started", evidence });
};

/** A person whose every word is one of the texts. */
export const bringPerson = async (stage: Stage, word: Word): Promise<Person> => {
  const agent = await newAgent(stage, word);
  const line = await stage.line(agent);
  const page = await talkOnPage(stage, word, agent);
  const phone = stage.newPerson();
  await stage.world.putPerson({ id: phone, name: word("profileName") });
  await link(stage, agent.slug, page, phone, line);
  const { id: conversationId, contactId } = await waitFor(async () => {
    const { items } = await stage.owner.get<List<Conversation>>(`/api/conversations?agentId=${agent.id}`);
    return items.find(({ movedTo }) => movedTo === null) ?? null;
  });
  await stage.owner.patch(`/api/conversations/${conversationId}/ai-toggle`, { aiEnabled: false });
  await talkOnWhatsapp(stage, word, phone, line.number);
  await noteDown(stage, word, contactId);
  return { slug: agent.slug, agent, line, page, phone, conversationId, contactId };
};
