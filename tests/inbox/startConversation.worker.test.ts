import { describe, expect, it } from "vitest";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { Conversation } from "../../schema/contract/conversations.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, DB, say, type Business } from "../page/filo.ts";

let numbers = 0;

/** A line's row is all that opening a conversation looks at. */
const connect = async ({ agent, tenantId }: Business): Promise<void> => {
  const sid = `AC${String((numbers += 1)).padStart(32, "0")}`;
  await DB.prepare(
    `INSERT INTO whatsapp_lines (tenant_id, id, agent_id, account_sid, number, auth_token_sealed, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, '-', 0, 0)`,
  )
    .bind(tenantId, systemChance.id("line"), agent.id, sid, `+1415555${String(100 + numbers).padStart(4, "0")}`)
    .run();
};

const meet = ({ console }: Business, json: Partial<Contact>) =>
  console.json<Contact>("POST", "/api/contacts", { json: { displayName: "Ugo", ...json } });
const start = ({ console, agent }: Business, contactId: string) =>
  console.send("POST", "/api/conversations", { json: { contactId, agentId: agent.id } });

const listed = async ({ console }: Business) =>
  (await console.json<{ items: Conversation[] }>("GET", "/api/conversations")).items.map(({ id }) => id);

describe("a conversation that the console begins", () => {
  it("is one, however often it is begun, and is listed by nobody yet", async () => {
    const place = await business();
    await connect(place);
    const { id } = await meet(place, { phone: "+447700900031" });
    const [first, again] = await Promise.all([start(place, id), start(place, id)]);
    expect([first.status, again.status]).toEqual([201, 201]);
    const opened = (await first.json()) as Conversation;
    expect((await again.json()) as Conversation).toEqual(opened);
    expect(opened).toMatchObject({ contactId: id, agentId: place.agent.id, lastMessage: null, unreadCount: 0, place: "open" });
    expect(await listed(place)).toEqual([]);
    const free = { json: { messageText: "Ciao", clientMessageId: "client-message-1" } };
    const refused = await place.console.send("POST", `/api/conversations/${opened.id}/send`, free);
    expect(await problemKey(refused)).toBe("window_closed");
  });

  it("reaches nobody who has neither WhatsApp nor been on the page", async () => {
    const place = await business();
    const { id } = await meet(place, { phone: "+447700900032" });
    const withoutLine = await start(place, id);
    expect([withoutLine.status, await problemKey(withoutLine)]).toEqual([409, "no_channel"]);
    await connect(place);
    const nameless = await meet(place, {});
    expect(await problemKey(await start(place, nameless.id))).toBe("no_channel");
  });

  it("with somebody of the page is written there", async () => {
    const place = await business();
    await say(browser(), place.agent, "Ciao");
    const other = await place.console.json<Business["agent"]>("POST", "/api/agents", { json: { name: "Altro" } });
    const [known] = (await place.console.json<{ items: Contact[] }>("GET", "/api/contacts")).items;
    const json = { contactId: known?.id, agentId: other.id };
    const opened = await place.console.json<Conversation>("POST", "/api/conversations", { json });
    const free = { json: { messageText: "Buongiorno", clientMessageId: "client-message-2" } };
    expect((await place.console.send("POST", `/api/conversations/${opened.id}/send`, free)).status).toBe(201);
    await expect.poll(() => listed(place)).toContain(opened.id);
  });

  it("is refused for another tenant's people and agents", async () => {
    const [place, other] = [await business(), await business()];
    await connect(place);
    const { id } = await meet(other, { phone: "+447700900033" });
    expect((await start(place, id)).status).toBe(404);
    const own = await meet(place, { phone: "+447700900034" });
    const json = { contactId: own.id, agentId: other.agent.id };
    expect((await place.console.send("POST", "/api/conversations", { json })).status).toBe(404);
  });

  it("is audited once, when it is made", async () => {
    const place = await business();
    await connect(place);
    const { id } = await meet(place, { phone: "+447700900035" });
    for (let i = 0; i < 3; i++) expect((await start(place, id)).status).toBe(201);
    const query = "SELECT COUNT(*) AS n FROM audit_entries WHERE tenant_id = ? AND action = 'conversation.opened'";
    expect(await DB.prepare(query).bind(place.tenantId).first()).toEqual({ n: 1 });
  });
});
