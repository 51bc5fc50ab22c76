import { describe, expect, it } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import { templates, type TemplateRow } from "../../schema/tables/templates.ts";
import { recordConsent } from "../../workers/contacts/recordConsent.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, DB, freshMessageId, onlyConversation, say, threadInConsole, threadOnPage } from "../page/filo.ts";

const scene = async () => {
  const place = await business();
  const visitor = browser();
  await say(visitor, place.agent, "Ciao");
  const id = await onlyConversation(place.tenantId);
  return { ...place, visitor, id, path: `/api/conversations/${id}`, db: new TenantDb(DB, place.tenantId) };
};
type Scene = Awaited<ReturnType<typeof scene>>;

const addTemplate = async ({ db, agent }: Pick<Scene, "db" | "agent">, set: Partial<TemplateRow> = {}): Promise<string> => {
  const row = {
    id: systemChance.id("template"),
    agentId: agent.id,
    contentSid: `HX${systemChance.id("template").slice(-10)}`,
    name: "promemoria",
    language: "it",
    category: "UTILITY",
    status: "approved" as const,
    rejectionReason: null,
    body: "Ciao {{1}}, ti aspettiamo.",
    variables: [{ name: "1", sample: "Anna" }],
    isSupported: true,
    syncedAt: 0,
    ...set,
  };
  await db.batch([db.insert(templates, row)]);
  return row.id;
};

it("a colleague's words are kept at the level that the customer holds now, not at the one they last wrote at (I14)", async () => {
  const place = await scene();
  const { console, path, id } = place;
  const [contact] = (await console.json<{ items: { id: string }[] }>("GET", "/api/contacts")).items;
  const writes = async (messageText: string) => {
    await console.json("POST", `${path}/send`, { json: { messageText, clientMessageId: freshMessageId() } });
    return (await threadInConsole(console, id)).find(({ text }) => text === messageText)?.level;
  };
  const holds = (level: number) =>
    console.json("PUT", `/api/contacts/${contact!.id}/subscription`, { json: { level, status: "active" } });
  expect(await writes("Benvenuta")).toBe(1);
  await holds(3);
  expect(await writes("Il piano Gold comprende la nutrizionista")).toBe(3);
  await holds(2);
  expect(await writes("Da oggi è Argento")).toBe(2);
});

describe("a template", () => {
  const send = ({ console, path }: Scene, templateId: string, variables: Record<string, string> = { "1": "Bruno" }) =>
    console.send("POST", `${path}/send-template`, { json: { templateId, variables, clientMessageId: freshMessageId() } });

  it("is sent only when WhatsApp has approved it, Filo can send it, and every value is there", async () => {
    const place = await scene();
    for (const status of ["unsubmitted", "received", "pending", "rejected", "paused", "disabled"] as const)
      expect(await problemKey(await send(place, await addTemplate(place, { status })))).toBe("template_unusable");
    expect(await problemKey(await send(place, await addTemplate(place, { isSupported: false })))).toBe("template_unusable");
    expect(await problemKey(await send(place, await addTemplate(place), {}))).toBe("template_unusable");
    expect((await threadInConsole(place.console, place.id)).filter(({ sender }) => sender === "consultant")).toEqual([]);
  });

  it("has no way to a customer who only ever wrote on the page", async () => {
    const place = await scene();
    expect(await problemKey(await send(place, await addTemplate(place)))).toBe("no_channel");
  });

  it("of another agent, or of another tenant, is not found", async () => {
    const [place, stranger] = [await scene(), await scene()];
    const other = await place.console.json<{ id: string }>("POST", "/api/agents", { json: { name: "Altro" } });
    const ofOther = await addTemplate({ db: place.db, agent: { ...place.agent, id: other.id } });
    expect(await problemKey(await send(place, ofOther))).toBe("not_found");
    expect(await problemKey(await send(place, await addTemplate(stranger)))).toBe("not_found");
  });

  it("is not sent to who said STOP, whichever agent they said it to", async () => {
    const place = await scene();
    const { contactId } = await place.console.json<{ contactId: string }>("GET", place.path);
    const said = { contactId, channel: "whatsapp", word: "stopped", evidence: "STOP", at: Date.now() } as const;
    const order = { ...said, messageId: systemChance.id("message"), conversationId: systemChance.id("conversation") };
    await place.db.batch(recordConsent(place.db, systemChance, order).statements);
    expect(await problemKey(await send(place, await addTemplate(place)))).toBe("stopped");
    expect(await place.console.json("GET", `/api/contacts/${contactId}`)).toMatchObject({ stoppedChannels: ["whatsapp"] });
  });
});

describe("a file elsewhere", () => {
  it("is a link on the page, and no file of ours", async () => {
    const { console, path, visitor, agent, id } = await scene();
    const json = {
      messageText: "Ecco il listino",
      mediaUrl: "https://cdn.example/listino.pdf",
      clientMessageId: freshMessageId(),
    };
    const written = await console.json<Message>("POST", `${path}/send`, { json });
    expect(written).toMatchObject({ text: "Ecco il listino\nhttps://cdn.example/listino.pdf", media: [] });
    expect((await threadOnPage(visitor, agent)).at(-1)).toMatchObject({ text: written.text, media: [] });
    expect(await console.json("POST", `${path}/send`, { json })).toMatchObject({ id: written.id });
    const rows = await DB.prepare("SELECT COUNT(*) AS n FROM media WHERE conversation_id = ?").bind(id).all();
    expect(rows.results).toEqual([{ n: 0 }]);
  });
});

describe("STOP on the page", () => {
  it("is confirmed there once, silences a person until the customer writes again, and is on the card", async () => {
    const { console, path, visitor, agent } = await scene();
    await say(visitor, agent, "STOP");
    await say(visitor, agent, "stop");
    const thread = await threadOnPage(visitor, agent);
    expect(thread.filter(({ text }) => text.includes("scrivi START"))).toHaveLength(1);
    const json = () => ({ messageText: "Sono Anna", clientMessageId: freshMessageId() });
    expect(await problemKey(await console.send("POST", `${path}/send`, { json: json() }))).toBe("stopped");
    const { contactId } = await console.json<{ contactId: string }>("GET", path);
    const consents = () => console.json<{ items: object[] }>("GET", `/api/contacts/${contactId}/consents`);
    for (let tries = 0; tries < 100 && (await consents()).items.length < 2; tries++)
      await new Promise((go) => setTimeout(go, 20));
    expect((await consents()).items).toMatchObject([
      { channel: "web", state: "stopped", evidence: "stop" },
      { channel: "web", state: "stopped", evidence: "STOP" },
    ]);
    expect(await console.json("GET", `/api/contacts/${contactId}`)).toMatchObject({ stoppedChannels: ["web"] });
    await say(visitor, agent, "Una domanda");
    expect((await console.send("POST", `${path}/send`, { json: json() })).status).toBe(201);
  });
});
