import { beforeAll, describe, expect, it, vi } from "vitest";
import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import type { PageEvent } from "../../schema/contract/live.ts";
import { problemKey, type Client } from "../api/client.ts";
import { twilioSignature } from "../world/signature.ts";
import { browser, business, filo, listen, pagePath, say, threadOnPage, type Business } from "./filo.ts";

const authToken = "only-a-test-token-of-a-simulated-account";
const phone = "+447700900123";
let lines = 0;

/** Twilio, as far as it matters here: it takes what is sent and has nothing to tell. */
beforeAll(() => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) =>
    init?.method === "POST"
      ? Response.json({ sid: `SM${crypto.randomUUID().replaceAll("-", "")}`, status: "queued" }, { status: 201 })
      : Response.json({ messages: [], next_page_uri: null, page_size: 50 }),
  );
});

/** A business whose agent has a WhatsApp number, and a phone that writes to it. */
const scene = async () => {
  const place = await business();
  const accountSid = `AC${(lines += 1).toString(16).padStart(32, "0")}`;
  const number = `+1415555${String(100 + lines).padStart(4, "0")}`;
  await place.console.json("PUT", `/api/agents/${place.agent.id}/whatsapp`, { json: { accountSid, authToken, number } });
  let sent = 0;
  const writeFrom = async (from: string, text: string) => {
    const sid = `SM${`${lines}${(sent += 1)}`.padStart(32, "0")}`;
    const form = {
      MessageSid: sid,
      AccountSid: accountSid,
      From: `whatsapp:${from}`,
      To: `whatsapp:${number}`,
      Body: text,
      NumMedia: "0",
      ProfileName: "Giulia",
    };
    const signature = twilioSignature(authToken, "https://filo.test/api/whatsapp/webhook", form);
    const response = await filo.fetch(
      new Request("https://filo.test/api/whatsapp/webhook", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
        body: new URLSearchParams(form),
      }),
    );
    expect(response.status).toBe(200);
  };
  return { ...place, number, write: (text: string) => writeFrom(phone, text) };
};

/** What the agent has said on WhatsApp, once it is there. */
const codeSentTo = async (console: Client): Promise<string> => {
  const read = async () => {
    const { items } = await console.json<{ items: Conversation[] }>("GET", "/api/conversations");
    const thread = items.find(({ contactName }) => contactName === "Giulia");
    const { items: messages } = await console.json<{ items: Message[] }>("GET", `/api/conversations/${thread?.id}/messages`);
    return /codice è (\d{6})/.exec(messages.at(-1)?.text ?? "")![1]!;
  };
  return vi.waitFor(read, { timeout: 4_000, interval: 50 });
};

const begin = (client: Client, agent: Business["agent"]) =>
  client.json<{ code: string; url: string; expiresAt: string }>("POST", pagePath(agent, "whatsapp-link"));

const confirm = (client: Client, agent: Business["agent"], code: string) =>
  client.send("POST", pagePath(agent, "whatsapp-link/confirm"), { json: { code } });

describe("going on in WhatsApp", () => {
  it("joins both threads in two steps, and the page then shows both channels", async () => {
    const { agent, console, write, number } = await scene();
    const visitor = browser();
    await say(visitor, agent, "Dal web");
    const page = await listen<PageEvent>(visitor, pagePath(agent, "socket"));
    const link = await begin(visitor, agent);
    expect(link.url).toBe(`https://wa.me/${number.slice(1)}?text=${link.code}`);
    expect(Date.parse(link.expiresAt) - Date.now()).toBeGreaterThan(9 * 60_000);
    await write(link.code);
    const code = await codeSentTo(console);
    expect((await threadOnPage(visitor, agent)).map(({ channel }) => channel)).toEqual(["web", "web"]);
    const linked = await confirm(visitor, agent, code);
    expect(linked.status).toBe(200);
    expect(await linked.json<PublicInfo>()).toMatchObject({ linkedWhatsapp: "+44 ••• 123", whatsappNumber: number });
    await page.until(() => page.heard.some((event) => event.type === "CONVERSATION_UPDATE" && event.movedTo !== null));
    const texts = (await threadOnPage(visitor, agent)).map(({ text }) => text);
    expect(texts[0]).toBe("Dal web");
    expect(texts).toContain(link.code);
    const again = await listen<PageEvent>(visitor, pagePath(agent, "socket"));
    await write("E adesso dal telefono");
    await again.until(() =>
      again.heard.some((event) => event.type === "NEW_MESSAGE" && event.message.text === "E adesso dal telefono"),
    );
    await vi.waitFor(async () => {
      const { items } = await console.json<{ items: Conversation[] }>("GET", "/api/conversations");
      expect(items.filter(({ movedTo }) => movedTo === null)).toHaveLength(1);
    });
  });

  it("makes somebody who has not written yet a visitor, who can then be linked", async () => {
    const { agent, console, write } = await scene();
    const visitor = browser();
    const { code } = await begin(visitor, agent);
    expect(visitor.cookies.has("__Host-filo-visitor")).toBe(true);
    await write(code);
    expect((await confirm(visitor, agent, await codeSentTo(console))).status).toBe(200);
    await vi.waitFor(async () => expect((await threadOnPage(visitor, agent)).map(({ text }) => text)).toContain(code));
  });

  it("does not link another browser, a wrong code, or more guesses than five", async () => {
    const { agent, console, write } = await scene();
    const visitor = browser();
    const { code } = await begin(visitor, agent);
    await write(code);
    const right = await codeSentTo(console);
    const wrong = right === "000000" ? "000001" : "000000";
    expect(await problemKey(await confirm(browser(), agent, right))).toBe("code_invalid");
    const stranger = browser();
    await say(stranger, agent, "Sono un altro");
    expect(await problemKey(await confirm(stranger, agent, right))).toBe("code_invalid");
    for (let n = 0; n < 5; n++) expect(await problemKey(await confirm(visitor, agent, wrong))).toBe("code_invalid");
    expect(await problemKey(await confirm(visitor, agent, right))).toBe("code_expired");
    expect(await problemKey(await confirm(visitor, agent, "12345"))).toBe("invalid_input");
  });

  it("is refused where the agent has no number, or is for the web only", async () => {
    const { agent, console } = await scene();
    await console.json("PATCH", `/api/agents/${agent.id}`, { json: { integrationMode: "ai_only" } });
    expect(await problemKey(await browser().send("POST", pagePath(agent, "whatsapp-link")))).toBe("no_channel");
    expect(await browser().json("GET", pagePath(agent, "info"))).toMatchObject({ whatsappNumber: null });
    const bare = await business();
    expect(await problemKey(await browser().send("POST", pagePath(bare.agent, "whatsapp-link")))).toBe("no_channel");
  });

  it("does not hand out codes without end", async () => {
    const { agent } = await scene();
    const visitor = browser();
    for (let n = 0; n < 5; n++) await begin(visitor, agent);
    expect(await problemKey(await visitor.send("POST", pagePath(agent, "whatsapp-link")))).toBe("too_many_requests");
  });
});
