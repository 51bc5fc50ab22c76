import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Agent, PromptPreview } from "../../schema/contract/agents.ts";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { TurnTrace } from "../../schema/contract/conversations.ts";
import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import type { GeminiRequest, WorldMessage } from "../world/contract.ts";
import { fingerprint } from "../world/gemini/routes.ts";
import { Outsider } from "./outsider.ts";
import { conversationOf, findContact, systemOf, threadOf, turnsOf, type List } from "./readings.ts";

/** Requirement 1, section 11, and the debounce of requirement 2, phase 1: what comes in and what goes out, at the wire. */

const poolKey = "key-of-the-platforms-pool";
const tenantKey = "key-of-the-tenants-own";
const consultantPhone = "+447700900010";
const goldPhone = "+447700900011";

const headings = {
  1: "━━━ ISTRUZIONI LIVELLO BRONZO ━━━",
  2: "━━━ ISTRUZIONI LIVELLO ARGENTO ━━━",
  3: "━━━ ISTRUZIONI LIVELLO GOLD ━━━",
};
/** Words that only one kind of prompt has. */
const marks = { crm: "LA SCHEDA DEL CLIENTE", acquisition: "CON CHI NON È ANCORA CLIENTE", figures: "I NUMERI DI OGGI" };
const disclosure =
  "Ti risponde l'assistente virtuale di Palestra Aurora, un'intelligenza artificiale. Per parlare con una persona scrivi PERSONA.";

let stage: Stage;
let coach: Agent;
let coachLine: ConnectedLine;
let desk: Agent;
let deskLine: ConnectedLine;
let gold: Contact;

beforeAll(async () => {
  stage = await startStage({ vars: { GEMINI_API_KEYS: poolKey } });
  await stage.world.setGeminiKeys([poolKey, tenantKey]);
  const { owner } = stage;
  await owner.patch("/api/settings", { consultantPhones: [consultantPhone] });
  await owner.put("/api/settings/model-key", { apiKey: tenantKey });
  const overlays = {
    levelPromptOverlay1: "Rispondi brevemente",
    levelPromptOverlay2: "Accesso KB",
    levelPromptOverlay3: "Consulenza completa",
  };
  ({ agent: coach, line: coachLine } = await stage.agentOnWhatsapp({
    name: "Coach AI",
    slug: "coach",
    levels: [1, 2, 3],
    ...overlays,
  }));
  ({ agent: desk, line: deskLine } = await stage.agentOnWhatsapp({ name: "Assistenza Clienti", slug: "assistenza" }));
  gold = await stage.contact({ displayName: "Giulia Conti", phone: goldPhone, email: "giulia@filo.example", roles: ["client"] });
  await owner.put(`/api/contacts/${gold.id}/subscription`, { level: 3, status: "active" });
  const entry = { kind: "exercise", title: "Scheda forza", body: "Stacco 5×5 a 70 kg", happenedAt: "2026-11-09T18:00:00Z" };
  await owner.post(`/api/contacts/${gold.id}/dossier`, entry);
  const item = { agentId: coach.id, title: "Portafoglio tipo", text: "Un portafoglio prudente tiene il 70% in obbligazioni." };
  await owner.post("/api/knowledge", { ...item, scope: "agent", minLevel: 2 });
});
afterAll(() => stage.close());

let before = 0;
beforeEach(() => {
  before = stage.world.gemini.requests.length;
});

const calls = (): GeminiRequest[] => stage.world.gemini.requests.slice(before);

/** Writes by WhatsApp, waits for the answer; what the model was asked and what Twilio was given. */
async function exchange(from: string, line: ConnectedLine, text: string): Promise<{ asked: GeminiRequest; sent: WorldMessage }> {
  const phone = stage.world.phone(from);
  const known = (await phone.messages(line.number)).filter(({ direction }) => direction === "outbound-api").length;
  const said = await phone.says(text, { to: line.number });
  expect(said.status).toBe(200);
  expect(said.body).toMatch(/<Response\/>$/);
  const answered = async () => (await phone.messages(line.number)).filter(({ direction }) => direction === "outbound-api");
  await expect.poll(async () => (await answered()).length, { timeout: 15_000 }).toBe(known + 1);
  const [asked, ...more] = calls();
  expect(more.map(({ keyFingerprint, status, answer }) => [keyFingerprint, status, answer])).toEqual([]);
  return { asked: asked!, sent: (await answered()).at(-1)! };
}

const preview = async (agent: Agent, body: object): Promise<string> =>
  (await stage.owner.post<PromptPreview>(`/api/agents/${agent.id}/prompt-preview`, body)).system;

async function traceOf(contact: Contact, agent: Agent): Promise<TurnTrace> {
  const { id } = await conversationOf(stage.owner, contact.id, agent.id);
  return stage.owner.get<TurnTrace>(`/api/conversations/${id}/trace`);
}

const overlaysIn = (system: string): string =>
  system.slice(system.indexOf("━━━"), system.search(/\n\n(?:REGOLE CHE|DOCUMENTI TROVATI)/));

describe("1. a lead writes to an agent with levels", () => {
  const levels = [1, 2] as const;
  let agent: Agent;
  let line: ConnectedLine;
  beforeAll(async () => {
    const fields = {
      name: "Coach Due",
      levels: [...levels],
      levelPromptOverlay1: "Rispondi brevemente",
      levelPromptOverlay2: "Accesso KB",
    };
    ({ agent, line } = await stage.agentOnWhatsapp(fields));
  });

  test("gets the agent's prompt with the Bronze overlay, no acquisition script, no records, on the pool's key", async () => {
    const from = stage.newPerson();
    const { asked, sent } = await exchange(from, line, "Ciao");
    const system = systemOf(asked);
    expect(overlaysIn(system)).toBe(`${headings[1]}\nRispondi brevemente`);
    for (const mark of [...Object.values(marks), headings[2], headings[3]]) expect(system).not.toContain(mark);
    expect(turnsOf(asked)).toEqual(["user: Ciao"]);
    expect(asked.keyFingerprint).toBe(fingerprint(poolKey));
    expect(asked.model).toBe("gemini-3.5-flash-lite");

    expect(sent).toMatchObject({ accountSid: line.accountSid, from: `whatsapp:${line.number}`, to: `whatsapp:${from}` });
    expect(sent.body).toBe(`${disclosure}\n\n${asked.answer}`);
    expect(sent.statusCallback).toMatch(new RegExp(`^${stage.url}/api/whatsapp/status-callback\\?`));

    const contact = await findContact(stage.owner, from);
    expect(contact.roles).toEqual(["lead"]);
    expect(await traceOf(contact, agent)).toMatchObject({ participant: "lead", route: "levels", level: 1, system });
    const { id } = await conversationOf(stage.owner, contact.id, agent.id);
    await expect.poll(async () => (await threadOf(stage.owner, id)).map(({ status }) => status)).toEqual(["received", "read"]);
    const shapes = (await threadOf(stage.owner, id)).map(({ channel, direction, sender, text }) => [
      channel,
      direction,
      sender,
      text,
    ]);
    expect(shapes).toEqual([
      ["whatsapp", "inbound", "client", "Ciao"],
      ["whatsapp", "outbound", "ai", sent.body],
    ]);
  });
});

test("2. a Gold client writes to an agent with levels: three overlays, knowledge, no records, the tenant's own key", async () => {
  const { asked } = await exchange(goldPhone, coachLine, "Analizza il mio portafoglio");
  const system = systemOf(asked);
  expect(overlaysIn(system)).toBe(
    `${headings[1]}\nRispondi brevemente\n\n${headings[2]}\nAccesso KB\n\n${headings[3]}\nConsulenza completa`,
  );
  expect(system).toContain("Un portafoglio prudente tiene il 70% in obbligazioni.");
  for (const mark of [...Object.values(marks), "Stacco"]) expect(JSON.stringify(asked.body)).not.toContain(mark);
  expect(asked.keyFingerprint).toBe(fingerprint(tenantKey));
  expect(await traceOf(gold, coach)).toMatchObject({ participant: "client", route: "levels", level: 3 });
});

test("3. a Gold client writes to a standard agent: assistance with that client's own records", async () => {
  const { asked } = await exchange(goldPhone, deskLine, "Quanti esercizi ho?");
  const system = systemOf(asked);
  expect(system).toContain("ASSISTENZA A UN CLIENTE");
  expect(system).toContain("esercizi 1");
  expect(system).toContain("Stacco 5×5 a 70 kg");
  for (const mark of ["━━━", marks.acquisition, marks.figures]) expect(system).not.toContain(mark);
  expect(asked.keyFingerprint).toBe(fingerprint(tenantKey));
  expect(await traceOf(gold, desk)).toMatchObject({ participant: "client", route: "assistance", level: 3 });
});

describe("4. a client writes on the web, then by WhatsApp, then comes back to the web", () => {
  interface Answered {
    response: string;
  }

  test("signed in: one thread, one history, the Gold prompt on both", async () => {
    const page = new Outsider(stage.url);
    const email = "giulia@filo.example";
    await page.ask("POST", "/api/public/ai/coach/sign-up", { name: "Giulia", email, password: "nove cavalli blu" });
    await expect.poll(async () => (await stage.world.mails(email)).length, { timeout: 10_000 }).toBe(1);
    const [mail] = await stage.world.mails(email);
    const token = new URL(/https?:\S+/.exec(mail!.text ?? "")![0]).searchParams.get("token");
    const info = await page.ask<PublicInfo>("POST", "/api/public/ai/coach/verify-email", { token });
    expect(info.customer).toMatchObject({ level: 3, emailVerified: true });

    const { response } = await page.ask<Answered>("POST", "/api/public/ai/coach/chat", {
      message: "Ciao dal sito",
      clientMessageId: "web-signed-1",
    });
    expect(overlaysIn(systemOf(calls()[0]!))).toContain(headings[3]);
    before = stage.world.gemini.requests.length;
    const { asked, sent } = await exchange(goldPhone, coachLine, "Ho una domanda");
    expect(turnsOf(asked).slice(-3)).toEqual(["user: Ciao dal sito", `model: ${response}`, "user: Ho una domanda"]);
    expect(overlaysIn(systemOf(asked))).toContain(`${headings[3]}\nConsulenza completa`);

    const { items } = await page.ask<List<{ channel: string; text: string }>>("GET", "/api/public/ai/coach/messages");
    expect(items.slice(-4).map(({ channel, text }) => [channel, text])).toEqual([
      ["web", "Ciao dal sito"],
      ["web", response],
      ["whatsapp", "Ho una domanda"],
      ["whatsapp", sent.body],
    ]);
  });

  test("linked by the codes: what was said on either side is known on the other", async () => {
    const page = new Outsider(stage.url);
    const from = stage.newPerson();
    const phone = stage.world.phone(from);
    await page.ask("POST", "/api/public/ai/coach/chat", { message: "Mi chiamo Piero", clientMessageId: "web-linked-1" });
    const { code, url } = await page.ask<{ code: string; url: string }>("POST", "/api/public/ai/coach/whatsapp-link");
    expect(url).toBe(`https://wa.me/${coachLine.number.slice(1)}?text=${code}`);
    await phone.says(code, { to: coachLine.number });
    const [reply] = await phone.waitFor(1);
    const second = /\b\d{6}\b/.exec(reply!.body)![0];
    const wrong = second === "111111" ? "222222" : "111111";
    expect((await page.call("POST", "/api/public/ai/coach/whatsapp-link/confirm", { code: wrong })).status).toBe(409);
    const info = await page.ask<PublicInfo>("POST", "/api/public/ai/coach/whatsapp-link/confirm", { code: second });
    expect(info.linkedWhatsapp).toMatch(/\d/);
    expect(calls()).toHaveLength(1);

    before = stage.world.gemini.requests.length;
    const { asked, sent } = await exchange(from, coachLine, "Come mi chiamo?");
    expect(turnsOf(asked)[0]).toBe("user: Mi chiamo Piero");
    expect(turnsOf(asked).at(-1)).toMatch(/Come mi chiamo\?$/);
    expect(asked.answer).toContain("Ti chiami Piero");
    const { items } = await page.ask<List<{ channel: string; text: string }>>("GET", "/api/public/ai/coach/messages");
    const texts = items.map(({ text }) => text);
    expect(texts.slice(-2)).toEqual(["Come mi chiamo?", sent.body]);
    expect(texts[0]).toBe("Mi chiamo Piero");

    before = stage.world.gemini.requests.length;
    await page.ask("POST", "/api/public/ai/coach/chat", { message: "E sul sito?", clientMessageId: "web-linked-2" });
    expect(turnsOf(calls()[0]!).join("\n")).toContain("Come mi chiamo?");
    const contact = await findContact(stage.owner, from);
    await conversationOf(stage.owner, contact.id, coach.id);
  });
});

test("5. the consultant writes to any agent: the consultant's prompt, with the tenant's own figures", async () => {
  for (const line of [coachLine, deskLine]) {
    before = stage.world.gemini.requests.length;
    const { asked } = await exchange(consultantPhone, line, "Come va oggi?");
    const system = systemOf(asked);
    expect(system).toContain("COME AIUTI CHI GESTISCE L'ATTIVITÀ");
    expect(system).toContain(marks.figures);
    for (const mark of ["━━━", marks.crm, marks.acquisition]) expect(system).not.toContain(mark);
    expect(asked.keyFingerprint).toBe(fingerprint(tenantKey));
  }
});

test("debounce: three quick messages are one request and one reply, which answers all three", async () => {
  const { line } = await stage.agentOnWhatsapp({ name: "Paziente", levels: [1], quietMs: 4_000 });
  const phone = stage.world.phone(stage.newPerson());
  const texts = ["Ciao!", "vorrei dimagrire", "che orari fate?"];
  await phone.saysAll(texts, { to: line.number, gapMs: 900 });
  const [sent] = await phone.waitFor(1, 20_000);
  expect(calls().map(turnsOf)).toEqual([[`user: ${texts.join("\n")}`]]);
  for (const text of texts) expect(sent!.body).toContain(`«${text}»`);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await phone.waitFor(1)).toHaveLength(1);
});

describe("the preview is, byte for byte, what the model then gets", () => {
  test.each([
    ["a client with levels", goldPhone, () => [coach, coachLine] as const],
    ["a client on a standard agent", goldPhone, () => [desk, deskLine] as const],
    ["a lead on a standard agent", "+447700900020", () => [desk, deskLine] as const],
    ["a lead with levels", "+447700900020", () => [coach, coachLine] as const],
  ])("%s", async (_, from, where) => {
    const [agent, line] = where();
    const message = "Come si misura un portafoglio?";
    if (from === "+447700900020") {
      await exchange(from, line, "Buongiorno");
      before = stage.world.gemini.requests.length;
    }
    const contact = await findContact(stage.owner, from);
    const shown = await preview(agent, { contactId: contact.id, message });
    const { asked } = await exchange(from, line, message);
    expect(systemOf(asked)).toBe(shown);
  });

  test("the consultant, but for the figures, which this very message moves", async () => {
    const withoutFigures = (system: string) => system.slice(0, system.indexOf(marks.figures));
    const contact = await findContact(stage.owner, consultantPhone);
    const shown = await preview(desk, { contactId: contact.id, message: "Quanti sono?" });
    const { asked } = await exchange(consultantPhone, deskLine, "Quanti sono?");
    expect(withoutFigures(systemOf(asked))).toBe(withoutFigures(shown));
    expect(withoutFigures(shown)).toContain("COME AIUTI CHI GESTISCE");
  });

  test("and for a level, before anybody has written", async () => {
    const shown = await preview(coach, { level: 1, message: "Salve" });
    const { asked } = await exchange(stage.newPerson(), coachLine, "Salve");
    expect(systemOf(asked)).toBe(shown);
  });
});

test("a level that changes between two messages is obeyed by the next, in prompt, key and history", async () => {
  const from = stage.newPerson();
  const contact = await stage.contact({ displayName: "Bruno Sali", phone: from, roles: ["client"] });
  const set = (level: number, status = "active") =>
    stage.owner.put(`/api/contacts/${contact.id}/subscription`, { level, status });
  const overlaysNow = async (text: string) => {
    before = stage.world.gemini.requests.length;
    const { asked } = await exchange(from, coachLine, text);
    return { overlays: overlaysIn(systemOf(asked)), turns: turnsOf(asked).join("\n") };
  };
  expect((await overlaysNow("Prima da Bronzo")).overlays).toBe(`${headings[1]}\nRispondi brevemente`);
  await set(4);
  const asGold = await overlaysNow("Segreto da Gold");
  expect(asGold.overlays).toContain(`${headings[3]}\nConsulenza completa`);
  expect(asGold.turns).toContain("Prima da Bronzo");
  await set(3, "canceled");
  const again = await overlaysNow("Ancora da Bronzo");
  expect(again.overlays).toBe(`${headings[1]}\nRispondi brevemente`);
  expect(again.turns).toContain("Prima da Bronzo");
  expect(again.turns).not.toContain("Segreto da Gold");
});

test("the disclosure comes once per person, whatever the channel or the agent", async () => {
  const from = stage.newPerson();
  expect((await exchange(from, coachLine, "Uno")).sent.body.startsWith(disclosure)).toBe(true);
  for (const line of [coachLine, deskLine]) {
    before = stage.world.gemini.requests.length;
    expect((await exchange(from, line, "Due")).sent.body).not.toContain("intelligenza artificiale. Per parlare");
  }
});

test("below an agent's lowest level: its upgrade text, and the model is not called", async () => {
  const fields = {
    name: "Solo Gold",
    levels: [3 as const],
    upgradeText: "Passa a Gold per parlare con me.",
    upgradeUrl: "https://filo.example/gold",
  };
  const { agent, line } = await stage.agentOnWhatsapp(fields);
  const phone = stage.world.phone(stage.newPerson());
  await phone.says("Ciao", { to: line.number });
  const [sent] = await phone.waitFor(1);
  expect(sent!.body).toBe(`${disclosure}\n\n${fields.upgradeText}\n${fields.upgradeUrl}`);
  expect(calls()).toHaveLength(0);
  expect(await preview(agent, { level: 1 })).toBe("");
  expect(await preview(agent, { level: 3 })).not.toBe("");
});
