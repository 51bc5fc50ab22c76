import { setTimeout as pause } from "node:timers/promises";
import type { Session } from "../../schema/contract/auth.ts";
import type { Message } from "../../schema/contract/conversations.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { Template } from "../../schema/contract/templates.ts";
import type { ConsoleClient } from "../support/consoleClient.ts";
import type { ConnectedLine, Stage } from "../support/stage.ts";
import { changeD1 } from "../support/stores.ts";
import { jpeg } from "../world/samples/jpeg.ts";
import { waitFor } from "../proof/waitFor.ts";
import { Outsider } from "./outsider.ts";
import { conversationOf, findContact, threadOf, type List } from "./readings.ts";

/** An id for each name that a path has; for `{id}`, by what stands before it. */
export type Ids = Record<string, string>;

/** What of a tenant's can be named or said from outside. */
export interface Belongings {
  tenantId: string;
  ids: Ids;
  /** Words that stand in everything of this tenant's that has words. */
  secret: string;
  secrets: string[];
  /** A customer's browser. */
  page: Outsider;
  /** A file for a message that is being written in the console. */
  draft: string;
}

type Scene = { stage: Stage; owner: ConsoleClient; slug: string; secret: string };

/** One of everything: an agent with number and templates, knowledge, a contact with dossier, threads, files, a merge, an alert. */
export async function furnish(stage: Stage, owner: ConsoleClient, slug: string): Promise<Belongings> {
  const secret = `segreto-di-${slug}`;
  const scene: Scene = { stage, owner, slug, secret };
  const agent = await stage.agent({ name: `Agente ${slug}`, slug, quietMs: 0 }, owner);
  const line = await stage.line(agent, {}, owner);
  const from = stage.newPerson();
  const contact = await stage.contact({ displayName: `Cliente ${secret}`, phone: from, roles: ["client"] }, owner);
  const written = await writeDown(scene, agent.id, contact.id);
  const page = await talk(scene, line, from);
  const conversation = await conversationOf(owner, (await findContact(owner, secret)).id, agent.id);
  const { message, picture } = await messageWithPicture(owner, conversation.id);
  const draft = await owner.upload<Media>(`/api/conversations/${conversation.id}/media?name=bozza.jpg`, pictureOf(secret));
  const { items: merges } = await owner.get<List<{ id: string }>>(`/api/contacts/${contact.id}/merges`);
  const { tenant, user } = await owner.get<Session>("/api/auth/session");
  const alert = raiseAlert(stage, tenant.id, line.number);
  const team = await teamThings(owner, slug, { tenantId: tenant.id, userId: user.id });
  const ids: Ids = {
    ...written,
    agents: agent.id,
    contacts: contact.id,
    conversations: conversation.id,
    messageId: message.id,
    mediaId: picture.id,
    mergeId: merges[0]!.id,
    shareId: await shareOf(scene, agent.id),
    version: "1",
    part: "0",
    userId: user.id,
    ...team,
    "contact-imports": await importOf(scene),
    ...(await inboxThings(scene, conversation.id)),
    templateId: await syncTemplate(scene, agent.id, line),
    slug,
  };
  const named = Object.entries(ids).flatMap(([name, id]) => (["slug", "version", "part"].includes(name) ? [] : [id]));
  return {
    tenantId: tenant.id,
    ids,
    secret,
    secrets: [secret, tenant.id, draft.id, alert, line.number, from, ...named],
    page,
    draft: draft.id,
  };
}

/** Who is in the team, who is asked to, and where somebody is signed in. */
async function teamThings(owner: ConsoleClient, slug: string, own: { tenantId: string; userId: string }): Promise<Ids> {
  const asked = { email: `invitato@${slug}.example`, role: "member" };
  const invitation = await owner.post<{ id: string }>("/api/team/invitations", asked);
  const { items } = await owner.get<List<{ id: string }>>("/api/auth/sessions");
  return {
    tenantId: own.tenantId,
    "team/members": own.userId,
    "team/invitations": invitation.id,
    "auth/sessions": items[0]!.id,
  };
}

/** A picture whose content says the words. */
const pictureOf = (secret: string): Uint8Array =>
  jpeg({ marker: { kind: "other", description: `Foto con ${secret}`, language: "it" } });

/** A label that the thread carries, an answer kept ready, and a note. */
async function inboxThings({ owner, secret }: Scene, conversationId: string): Promise<Ids> {
  const label = await owner.post<{ id: string }>("/api/labels", { name: secret, color: "red" });
  const canned = await owner.post<{ id: string }>("/api/canned-replies", { shortcut: "segreto", text: secret });
  await owner.patch(`/api/conversations/${conversationId}`, { labelIds: [label.id] });
  const note = { text: `Nota: ${secret}`, clientMessageId: "isolation-own-note" };
  await owner.post(`/api/conversations/${conversationId}/notes`, note);
  return { labels: label.id, "canned-replies": canned.id };
}

/** A list of one person that was taken in. */
async function importOf({ owner, secret }: Scene): Promise<string> {
  const list = { text: `Nome\nDalla lista ${secret}`, mapping: ["name"], fileName: `${secret}.csv` };
  return (await owner.post<{ id: string }>("/api/contact-imports", list)).id;
}

async function shareOf({ owner, secret }: Scene, agentId: string): Promise<string> {
  const share = { name: secret, instructions: secret };
  return (await owner.post<{ id: string }>(`/api/agents/${agentId}/shares`, share)).id;
}

async function writeDown({ owner, secret }: Scene, agentId: string, contactId: string): Promise<Ids> {
  const entry = { kind: "note", title: secret, body: secret, happenedAt: "2026-11-01T10:00:00Z" };
  const dossier = await owner.post<{ id: string }>(`/api/contacts/${contactId}/dossier`, entry);
  const item = await owner.post<{ id: string }>("/api/knowledge", { scope: "agent", agentId, title: secret, text: secret });
  return { knowledge: item.id, entryId: dossier.id };
}

/** The customer writes on WhatsApp, and with a picture on the page, and links the two. */
async function talk({ stage, slug, secret }: Scene, line: ConnectedLine, from: string): Promise<Outsider> {
  const phone = stage.world.phone(from);
  await phone.says(`Ciao, sono ${secret}`, { to: line.number });
  await phone.waitFor(1);
  const page = new Outsider(stage.url);
  const root = `/api/public/ai/${slug}`;
  await page.ask("POST", `${root}/chat`, { message: `Dal sito, ${secret}`, clientMessageId: `isolation-${slug}` });
  const sent = await page.fetch("POST", `${root}/media?name=${secret}.jpg`, { body: Buffer.from(pictureOf(secret)) });
  const { id } = (await sent.json()) as Media;
  await page.ask("POST", `${root}/chat`, { mediaIds: [id], clientMessageId: `isolation-picture-${slug}` });
  const { code } = await page.ask<{ code: string }>("POST", `${root}/whatsapp-link`);
  await phone.says(code, { to: line.number });
  const digits = /\b\d{6}\b/.exec((await phone.waitFor(2)).at(-1)!.body)![0];
  await page.ask("POST", `${root}/whatsapp-link/confirm`, { code: digits });
  return page;
}

async function messageWithPicture(owner: ConsoleClient, conversationId: string): Promise<{ message: Message; picture: Media }> {
  const find = async () => (await threadOf(owner, conversationId)).find(({ media }) => media[0]?.state === "ready") ?? null;
  const message = await waitFor(find, 15_000);
  return { message, picture: message.media[0]! };
}

async function syncTemplate({ stage, owner, secret }: Scene, agentId: string, { accountSid }: ConnectedLine): Promise<string> {
  const types = { "twilio/text": { body: `Ciao {{1}}, ${secret}` } };
  await stage.world.templates.put({ accountSid, friendlyName: "promemoria", types, variables: { 1: "Marta" } });
  const { items } = await owner.call<List<Template>>("POST", `/api/agents/${agentId}/templates/sync`);
  return items[0]!.id;
}

/** As if a line had been silent for long, which would take too long. @returns the alert's id */
function raiseAlert({ stateDir }: Stage, tenantId: string, number: string): string {
  const id = `alr_${tenantId.slice(4)}`;
  const values = [tenantId, id, "line_silent", number, ""].map((value) => `'${value}'`).join(", ");
  changeD1(stateDir, `INSERT INTO alerts (tenant_id, id, kind, subject, detail, opened_at) VALUES (${values}, ${Date.now()})`);
  return id;
}

/** Everything of a tenant's as its owner sees it. */
export async function readAll(owner: ConsoleClient, { ids, secret }: Belongings): Promise<Record<string, unknown>> {
  const { agents, contacts, conversations, mediaId } = ids;
  const paths = [
    "/api/auth/session",
    "/api/settings",
    "/api/team",
    "/api/team/invitations",
    "/api/auth/sessions",
    "/api/agents",
    `/api/agents/${agents}/templates`,
    `/api/agents/${agents}/shares`,
    `/api/knowledge?agentId=${agents}`,
    "/api/knowledge?scope=store",
    `/api/contacts/${contacts}`,
    ...["consents", "dossier", "merges"].map((part) => `/api/contacts/${contacts}/${part}`),
    `/api/conversations/${conversations}`,
    `/api/conversations/${conversations}/messages`,
    "/api/conversations/counts",
    `/api/conversations?labelId=${ids["labels"]}`,
    "/api/labels",
    "/api/canned-replies",
    `/api/search?q=${secret}`,
    "/api/health/alerts",
    "/api/contact-imports",
    `/api/contact-imports/${ids["contact-imports"]}/rows`,
  ];
  const picture = await owner.ask("GET", `/api/conversations/${conversations}/media/${mediaId}`);
  const read = await Promise.all(paths.map(async (path) => [path, await owner.get(path)] as const));
  return { ...Object.fromEntries(read), picture: Buffer.from(await picture.arrayBuffer()).toString("base64") };
}

/** The same, once what was under way has ended: answers, ticks, files being understood. */
export async function readSettled(owner: ConsoleClient, mine: Belongings): Promise<Record<string, unknown>> {
  let last = "";
  const isSettled = async () => {
    const before = last;
    last = JSON.stringify(await readAll(owner, mine));
    await pause(350);
    return before === last ? true : null;
  };
  await waitFor(isSettled, 15_000);
  return JSON.parse(last) as Record<string, unknown>;
}

/** Opens the link that was mailed at sign-up: only a confirmed e-mail makes somebody the installation's administrator. */
export async function confirmEmail(stage: Stage, client: ConsoleClient): Promise<void> {
  const { user } = await client.get<Session>("/api/auth/session");
  const find = async () =>
    (await stage.world.mails(user.email)).map(({ text }) => /token=([\w-]+)/.exec(text ?? "")?.[1]).find(Boolean) ?? null;
  const token = await waitFor(find, 10_000);
  await client.post("/api/auth/verify-email", { token });
}
