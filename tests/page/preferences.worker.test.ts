import { describe, expect, it } from "vitest";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { AgentShare } from "../../schema/contract/agentShares.ts";
import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import type { PromptPreview } from "../../schema/contract/agents.ts";
import { problemKey, type Client } from "../api/client.ts";
import { freshEmail } from "../api/testApp.ts";
import { browser, business, DB, pagePath, say, type Business } from "./filo.ts";

const password = "correct horse battery";

const signUp = (client: Client, agent: Business["agent"], email: string, share?: string) =>
  client.send("POST", pagePath(agent, "sign-up"), { json: { name: "Giulia", email, password, ...(share ? { share } : {}) } });

const wish = (client: Client, agent: Business["agent"], json: Record<string, unknown>) =>
  client.send("PATCH", pagePath(agent, "preferences"), { json });

const shareOf = ({ console, agent }: Business, name: string, instructions: string) =>
  console.json<AgentShare>("POST", `/api/agents/${agent.id}/shares`, { json: { name, instructions } });

const contactsOf = async ({ console }: Business) =>
  (await console.json<{ items: Contact[] }>("GET", "/api/contacts?search=Giulia")).items;

const partsFor = async ({ console, agent }: Business, contactId: string) =>
  (await console.json<PromptPreview>("POST", `/api/agents/${agent.id}/prompt-preview`, { json: { contactId } })).parts;

describe("a share link", () => {
  it("holds for whoever signs up through it, and for nobody who only looks or writes", async () => {
    const shop = await business();
    const { code, id } = await shareOf(shop, "Circolo", "Sono i soci del circolo.");
    const visitor = browser();
    await visitor.send("GET", `${pagePath(shop.agent, "info")}?s=${code}`);
    await say(visitor, shop.agent, "Ciao");
    const readers = async () =>
      (await shop.console.json<{ items: AgentShare[] }>("GET", `/api/agents/${shop.agent.id}/shares`)).items[0]?.readers;
    expect(await readers()).toBe(0);
    expect((await signUp(visitor, shop.agent, freshEmail(), code)).status).toBe(201);
    expect(await readers()).toBe(1);
    const [contact] = await contactsOf(shop);
    expect(contact?.readings).toEqual([
      { agentId: shop.agent.id, share: { id, name: "Circolo", isActive: true }, writingStyle: null, answerLength: null },
    ]);
    expect((await partsFor(shop, contact!.id)).find(({ name }) => name === "share")?.text).toContain("Sono i soci del circolo.");
  });

  it("counts for somebody who signs in by it, and for who was signed in already and follows it", async () => {
    const shop = await business();
    const [first, second] = [await shareOf(shop, "Uno", "Uno."), await shareOf(shop, "Due", "Due.")];
    const email = freshEmail();
    await signUp(browser(), shop.agent, email);
    const again = browser();
    await again.send("POST", pagePath(shop.agent, "sign-in"), { json: { email, password, share: first.code } });
    expect((await contactsOf(shop))[0]?.readings[0]?.share?.name).toBe("Uno");
    expect((await wish(again, shop.agent, { share: second.code })).status).toBe(200);
    expect((await contactsOf(shop))[0]?.readings[0]?.share?.name).toBe("Due");
  });

  it("keeps nobody out that names no link, and another tenant's names none", async () => {
    const [shop, other] = [await business(), await business()];
    const { code } = await shareOf(other, "Altrui", "Altrui.");
    for (const share of [code, "nonsense", "0".repeat(16)]) {
      expect((await signUp(browser(), shop.agent, freshEmail(), share)).status).toBe(201);
    }
    expect((await contactsOf(shop)).flatMap(({ readings }) => readings)).toEqual([]);
    const rows = await DB.prepare("SELECT count(*) AS n FROM agent_readers WHERE tenant_id IN (?, ?)")
      .bind(shop.tenantId, other.tenantId)
      .first<{ n: number }>();
    expect(rows?.n).toBe(0);
  });
});

describe("a customer's preferences", () => {
  it("are set by who is signed in, shown to them and to the console, and taken back with null", async () => {
    const shop = await business();
    const visitor = browser();
    await say(visitor, shop.agent, "Ciao");
    expect(await problemKey(await wish(visitor, shop.agent, { writingStyle: "formal" }))).toBe("not_signed_in");
    await signUp(visitor, shop.agent, freshEmail());
    const after = (await (await wish(visitor, shop.agent, { writingStyle: "formal" })).json()) as PublicInfo;
    expect(after.customer?.preferences).toEqual({ writingStyle: "formal", answerLength: null });
    await wish(visitor, shop.agent, { answerLength: "thorough" });
    const info = await visitor.json<PublicInfo>("GET", pagePath(shop.agent, "info"));
    expect(info.customer?.preferences).toEqual({ writingStyle: "formal", answerLength: "thorough" });
    const [contact] = await contactsOf(shop);
    expect((await partsFor(shop, contact!.id)).find(({ name }) => name === "preferences")?.text).toContain("Dai del lei");
    await wish(visitor, shop.agent, { writingStyle: null, answerLength: null });
    expect((await partsFor(shop, contact!.id)).map(({ name }) => name)).not.toContain("preferences");
    expect(await problemKey(await wish(visitor, shop.agent, { writingStyle: "rude" }))).toBe("invalid_input");
  });

  it("are an agent's own: another agent of the tenant answers as it always does", async () => {
    const shop = await business();
    const other = await shop.console.json<Business["agent"]>("POST", "/api/agents", { json: { name: "Altro" } });
    const visitor = browser();
    await signUp(visitor, shop.agent, freshEmail());
    await wish(visitor, shop.agent, { writingStyle: "plain" });
    const info = await visitor.json<PublicInfo>("GET", pagePath(other, "info"));
    expect(info.customer?.preferences).toEqual({ writingStyle: null, answerLength: null });
  });

  it("reach the model with the very next message, before what a level adds", async () => {
    const shop = await business({ levels: [1], levelPromptOverlay1: "Istruzioni di Bronzo" });
    const { code } = await shareOf(shop, "Circolo", "Sono i soci del circolo.");
    const visitor = browser();
    await signUp(visitor, shop.agent, freshEmail(), code);
    await wish(visitor, shop.agent, { answerLength: "short" });
    await say(visitor, shop.agent, "Quanto costa?");
    const { items } = await shop.console.json<{ items: { id: string }[] }>("GET", "/api/conversations");
    const { system } = await shop.console.json<{ system: string }>("GET", `/api/conversations/${items[0]!.id}/trace`);
    const places = ["Rispondi nel modo più breve possibile", "Sono i soci del circolo.", "Istruzioni di Bronzo"].map((words) =>
      system.indexOf(words),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
