import { afterEach, describe, expect, it, vi } from "vitest";
import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import { offlineModel } from "../../workers/models/offline.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, DB, freshMessageId, onlyConversation, pagePath, say, stream, threadOnPage } from "./filo.ts";

const count = async (table: string, tenantId: string): Promise<number> =>
  (await DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE tenant_id = ?`).bind(tenantId).first<{ n: number }>())!.n;

const visitorCookie = "__Host-filo-visitor";

/** A model that says one word and then waits until it may go on. It looks for itself: objects don't share promises. */
const slowModel = () => {
  const calls: { mayGo: boolean; texts: string[] }[] = [];
  vi.spyOn(offlineModel, "generate").mockImplementation(async (request, { signal, onDelta }) => {
    const texts = request.contents.filter(({ role }) => role === "user").map(({ text }) => text);
    const call = { mayGo: false, texts };
    calls.push(call);
    onDelta?.("Allora");
    while (!call.mayGo && !signal.aborted) await new Promise((go) => setTimeout(go, 5));
    if (signal.aborted) return { ok: false, failure: "aborted", detail: "stopped" };
    onDelta?.(", eccomi.");
    return { ok: true, text: "Allora, eccomi.", finish: "stop", tokensIn: 10, tokensOut: 4, model: "slow" };
  });
  return calls;
};

afterEach(() => vi.restoreAllMocks());

describe("looking at a page", () => {
  it("shows the agent and leaves no trace", async () => {
    const { agent, tenantId } = await business({ name: "Coach AI", starters: ["Che orari fate?"], levels: [1, 2, 3] });
    const visitor = browser();
    expect(await visitor.json<PublicInfo>("GET", pagePath(agent, "info"))).toEqual({
      slug: agent.slug,
      agentName: "Coach AI",
      businessName: "Palestra Aurora",
      language: "it",
      greeting: agent.greeting,
      starters: ["Che orari fate?"],
      levels: [1, 2, 3],
      whatsappNumber: null,
      upgradeText: agent.upgradeText,
      upgradeUrl: null,
      remainingMessages: 15,
      isActive: true,
      aiEnabled: true,
      linkedWhatsapp: null,
      customer: null,
    });
    expect(await threadOnPage(visitor, agent)).toEqual([]);
    expect(visitor.cookies.size).toBe(0);
    expect(await count("contacts", tenantId)).toBe(0);
  });

  it("is a real 404 for a slug that names nobody, and for one that could not be a slug", async () => {
    for (const slug of ["nobody-here", "No Slug", "a'--"]) {
      const response = await browser().send("GET", `/api/public/ai/${encodeURIComponent(slug)}/info`);
      expect([slug, response.status, await problemKey(response)]).toEqual([slug, 404, "not_found"]);
    }
  });

  it("says that an agent is switched off, which then takes no message", async () => {
    const { agent, tenantId } = await business({ isActive: false });
    expect(await browser().json("GET", pagePath(agent, "info"))).toMatchObject({ isActive: false, aiEnabled: false });
    const json = { message: "C'è nessuno?", clientMessageId: freshMessageId() };
    expect(await problemKey(await browser().send("POST", pagePath(agent, "chat"), { json }))).toBe("agent_inactive");
    expect(await count("contacts", tenantId)).toBe(0);
  });
});

describe("writing to an agent", () => {
  it("makes a stranger a contact, with a cookie that no script reads, and answers", async () => {
    const { agent, tenantId } = await business();
    const visitor = browser();
    const json = { message: "Che orari fate?", clientMessageId: freshMessageId() };
    const response = await visitor.send("POST", pagePath(agent, "chat"), { json });
    expect(response.status).toBe(200);
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-filo-visitor=[\w-]{32}; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/);
    const answer = await response.json<{ response: string; remainingMessages: number }>();
    expect(answer.remainingMessages).toBe(14);
    expect(answer.response).toMatch(/intelligenza artificiale/);
    expect(await threadOnPage(visitor, agent)).toMatchObject([
      { direction: "inbound", sender: "client", channel: "web", text: "Che orari fate?", clientMessageId: json.clientMessageId },
      { direction: "outbound", sender: "ai", channel: "web", text: answer.response, status: "sent" },
    ]);
    expect(await threadOnPage(browser(), agent)).toEqual([]);
    expect(await count("contacts", tenantId)).toBe(1);
    const second = await say(visitor, agent, "E il sabato?");
    expect(second).toMatchObject({ status: 200, remainingMessages: 13 });
    expect(second.response).not.toMatch(/intelligenza artificiale/);
    expect(await count("conversations", tenantId)).toBe(1);
  });

  it("streams the answer as it is written, when the browser asks for events", async () => {
    const { agent } = await business();
    const calls = slowModel();
    const visitor = browser();
    const { response, next, rest } = await stream(visitor, agent, "Ciao");
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(visitor.cookies.has(visitorCookie)).toBe(true);
    expect(await next()).toMatchObject({ event: "accepted", data: { message: { text: "Ciao", status: "received" } } });
    expect((await next())?.event).toBe("delta");
    expect(await next()).toEqual({ event: "delta", data: { text: "Allora" } });
    calls[0]!.mayGo = true;
    const last = (await rest()).at(-1);
    expect(last).toMatchObject({ event: "committed", data: { remainingMessages: 14 } });
  });

  it("stores a message once, however often it is posted", async () => {
    const { agent } = await business();
    const visitor = browser();
    await say(visitor, agent, "Prima");
    const id = freshMessageId();
    const answers = [await say(visitor, agent, "Una volta sola", id), await say(visitor, agent, "Una volta sola", id)];
    expect(answers[1]).toEqual(answers[0]);
    expect((await threadOnPage(visitor, agent)).filter(({ text }) => text === "Una volta sola")).toHaveLength(1);
  });

  it("lets two visitors use the same id for a message", async () => {
    const { agent } = await business();
    const id = freshMessageId();
    const [anna, bruno] = [browser(), browser()];
    await Promise.all([say(anna, agent, "Sono Anna", id), say(bruno, agent, "Sono Bruno", id)]);
    expect((await threadOnPage(anna, agent))[0]?.text).toBe("Sono Anna");
    expect((await threadOnPage(bruno, agent))[0]?.text).toBe("Sono Bruno");
  });

  it("joins a turn under way: one answer to both, the earlier stream superseded", async () => {
    const { agent } = await business();
    const calls = slowModel();
    const visitor = browser();
    const first = await stream(visitor, agent, "Quanto costa");
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const second = await stream(visitor, agent, "il mensile?");
    const ends = [await first.rest(), await second.next()];
    expect((ends[0] as { event: string }[]).map(({ event }) => event).at(-1)).toBe("superseded");
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls[1]!.texts.join(" ")).toContain("Quanto costa");
    calls[1]!.mayGo = true;
    expect((await second.rest()).at(-1)).toMatchObject({ event: "committed" });
    const thread = await threadOnPage(visitor, agent);
    expect(thread.map(({ direction }) => direction)).toEqual(["inbound", "inbound", "outbound"]);
  });

  it("answers 202 to a caller who waits whole and whose message was joined by a later one", async () => {
    const { agent } = await business();
    const calls = slowModel();
    const visitor = browser();
    await stream(visitor, agent, "Apro il filo");
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const whole = say(visitor, agent, "prima parte");
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    const later = await stream(visitor, agent, "seconda parte");
    expect(await whole).toMatchObject({ status: 202, response: null });
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    calls[2]!.mayGo = true;
    expect((await later.rest()).at(-1)?.event).toBe("committed");
  });

  it("stops at a word, and keeps what was said", async () => {
    const { agent, tenantId } = await business();
    const calls = slowModel();
    const visitor = browser();
    const { rest } = await stream(visitor, agent, "Raccontami tutto");
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect((await visitor.send("POST", pagePath(agent, "stop"))).status).toBe(204);
    expect((await rest()).at(-1)?.event).toBe("committed");
    expect((await threadOnPage(visitor, agent)).at(-1)?.text).toMatch(/intelligenza artificiale.*Allora$/s);
    // The list shows the answer, not what every first answer begins with.
    await vi.waitFor(async () => {
      const query = "SELECT last_text FROM conversations WHERE tenant_id = ?";
      expect(await DB.prepare(query).bind(tenantId).first()).toEqual({ last_text: "Allora" });
    });
  });

  it("has nothing to stop for somebody who has not written", async () => {
    const { agent } = await business();
    expect((await browser().send("POST", pagePath(agent, "stop"))).status).toBe(204);
  });

  it.each([
    ["nothing", { message: "  ", clientMessageId: "12345678" }],
    ["more than a message holds", { message: "a".repeat(4_097), clientMessageId: "12345678" }],
    ["no id", { message: "Ciao" }],
    ["an endless id", { message: "Ciao", clientMessageId: "x".repeat(65) }],
  ])("refuses %s", async (_, json) => {
    const { agent, tenantId } = await business();
    expect(await problemKey(await browser().send("POST", pagePath(agent, "chat"), { json }))).toBe("invalid_input");
    expect(await count("contacts", tenantId)).toBe(0);
  });

  it.each(["🎉🎉🎉", "مرحبا، كم السعر؟", "x".repeat(4_096), "line\nbreak\n\nevent: committed\ndata: {}"])(
    "takes %j as it is",
    async (message) => {
      const { agent } = await business();
      const visitor = browser();
      expect((await say(visitor, agent, message)).status).toBe(200);
      expect((await threadOnPage(visitor, agent))[0]?.text).toBe(message);
    },
  );

  it("is refused from another site's page", async () => {
    const { agent } = await business();
    const request = { json: { message: "Ciao", clientMessageId: freshMessageId() }, headers: { origin: "https://evil.test" } };
    expect(await problemKey(await browser().send("POST", pagePath(agent, "chat"), request))).toBe("foreign_origin");
  });
});

describe("a person in charge", () => {
  it("gets the message; the page is told 202 and no response, and the AI goes on once handed back", async () => {
    const { agent, tenantId, console } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const id = await onlyConversation(tenantId);
    await console.json("PATCH", `/api/conversations/${id}/ai-toggle`, { json: { aiEnabled: false } });
    expect(await say(visitor, agent, "Sei una persona?")).toEqual({ status: 202, response: null, remainingMessages: 14 });
    expect((await (await stream(visitor, agent, "Pronto?")).rest()).map(({ event }) => event)).toEqual(["accepted", "person"]);
    expect(await visitor.json("GET", pagePath(agent, "info"))).toMatchObject({ aiEnabled: false });
    await console.json("POST", `/api/conversations/${id}/send`, {
      json: { messageText: "Sì, sono Anna.", clientMessageId: freshMessageId() },
    });
    expect((await threadOnPage(visitor, agent)).at(-1)).toMatchObject({ sender: "consultant", text: "Sì, sono Anna." });
    await console.json("PATCH", `/api/conversations/${id}/ai-toggle`, { json: { aiEnabled: true } });
    expect(await say(visitor, agent, "Grazie")).toMatchObject({ status: 200 });
  });

  it("who takes over in the middle of an answer takes it back from the page", async () => {
    const { agent, tenantId, console } = await business();
    const calls = slowModel();
    const visitor = browser();
    const { rest } = await stream(visitor, agent, "Ciao");
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    await console.json("PATCH", `/api/conversations/${await onlyConversation(tenantId)}/ai-toggle`, {
      json: { aiEnabled: false },
    });
    expect((await rest()).map(({ event }) => event).slice(-2)).toEqual(["retracted", "person"]);
    expect((await threadOnPage(visitor, agent)).map(({ sender }) => sender)).toEqual(["client"]);
  });
});

describe("limits", () => {
  it("answer with a notice and no model call once the day's messages are used", async () => {
    const { agent } = await business({ dailyMessageLimit: 2 });
    const generate = vi.spyOn(offlineModel, "generate");
    const visitor = browser();
    const from = { "cf-connecting-ip": "198.51.100.7" };
    expect((await say(visitor, agent, "uno", undefined, from)).remainingMessages).toBe(1);
    expect((await say(visitor, agent, "due", undefined, from)).remainingMessages).toBe(0);
    const third = await say(visitor, agent, "tre", undefined, from);
    expect(third).toMatchObject({ status: 200, remainingMessages: 0 });
    expect(third.response).toMatch(/Per oggi/);
    expect(generate).toHaveBeenCalledTimes(2);
    expect(await visitor.json("GET", pagePath(agent, "info"))).toMatchObject({ remainingMessages: 0 });
  });

  it("count an address too, ten times as far, however many cookies it throws away", async () => {
    const { agent } = await business({ dailyMessageLimit: 1 });
    const from = { "cf-connecting-ip": "198.51.100.8" };
    for (let n = 0; n < 10; n++) expect((await say(browser(), agent, "ciao", undefined, from)).response).not.toMatch(/Per oggi/);
    expect((await say(browser(), agent, "ciao", undefined, from)).response).toMatch(/Per oggi/);
    const elsewhere = { "cf-connecting-ip": "198.51.100.9" };
    expect((await say(browser(), agent, "ciao", undefined, elsewhere)).response).not.toMatch(/Per oggi/);
  });

  it("hold off a network that brings visitors without end, and nobody who is known", async () => {
    const { agent, tenantId } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const full = DB.prepare("UPDATE rate_limits SET count = 600 WHERE key LIKE ?").bind(`new-visitor:${tenantId}:%`);
    expect((await full.run()).meta.changes).toBe(1);
    const json = { message: "Ciao", clientMessageId: freshMessageId() };
    const refused = await browser().send("POST", pagePath(agent, "chat"), { json });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemKey(refused)).toBe("too_many_requests");
    expect((await say(visitor, agent, "Io sono di casa")).status).toBe(200);
    expect(await count("contacts", tenantId)).toBe(1);
  });
});

describe("two tenants", () => {
  it("know one browser by one cookie, each as somebody of its own", async () => {
    const [one, other] = [await business(), await business()];
    const visitor = browser();
    await say(visitor, one.agent, "Per la prima");
    const cookie = visitor.cookies.get(visitorCookie);
    expect(await threadOnPage(visitor, other.agent)).toEqual([]);
    await say(visitor, other.agent, "Per la seconda");
    expect(visitor.cookies.get(visitorCookie)).toBe(cookie);
    expect((await threadOnPage(visitor, one.agent)).map(({ text }) => text)[0]).toBe("Per la prima");
    expect((await threadOnPage(visitor, other.agent)).map(({ text }) => text)[0]).toBe("Per la seconda");
    expect([await count("contacts", one.tenantId), await count("contacts", other.tenantId)]).toEqual([1, 1]);
  });

  it("give nothing for a made-up cookie", async () => {
    const { agent } = await business();
    await say(browser(), agent, "Ciao");
    for (const token of ["", "x", "a".repeat(32), "'; DROP TABLE contacts; --"]) {
      const stranger = browser();
      stranger.cookies.set(visitorCookie, token);
      stranger.cookies.set("__Host-filo-customer", token.padEnd(43, "a"));
      expect(await threadOnPage(stranger, agent)).toEqual([]);
    }
  });
});
