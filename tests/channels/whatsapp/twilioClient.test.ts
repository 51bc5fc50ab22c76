import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readInbound, readReports, findSent } from "../../../workers/channels/whatsapp/readLog.ts";
import { twilioMessages, TwilioUnreadable } from "../../../workers/channels/whatsapp/twilioClient.ts";
import { startWorld } from "../../world/server.ts";
import type { World } from "../../world/world.ts";

const number = "+14155550123";
const anna = "+447700900001";
const accountSid = `AC${"a".repeat(32)}`;
const authToken = "0123456789abcdef0123456789abcdef";
const config = {
  tenantId: "ten_1",
  lineId: "lin_1",
  agentId: "agt_1",
  accountSid,
  number,
  authTokenSealed: "",
  connectedAt: 0,
  updatedAt: 0,
};
const part = { to: `whatsapp:${anna}`, from: `whatsapp:${number}`, body: "Ciao Anna" };

let world: World;
beforeAll(async () => {
  world = await startWorld({ statusStepMs: 1 });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  await world.putAccount({ accountSid, authToken });
  await world.putNumber({ number, accountSid });
  await world.phone(anna).says("Buongiorno", { to: number });
});

const twilio = (change: { authToken?: string; timeoutMs?: number; apiBase?: string } = {}) =>
  twilioMessages({ fetch, apiBase: world.twilioBase, accountSid, authToken, timeoutMs: 2000, ...change });

const all = async (pages: AsyncGenerator<{ sid: string }[]>) => {
  const sids: string[] = [];
  for await (const page of pages) sids.push(...page.map(({ sid }) => sid));
  return sids;
};

describe("a send over Twilio's wire", () => {
  it("is accepted, with the text and the callback as given", async () => {
    const statusCallback = "https://filo.test/api/whatsapp/status-callback?c=cnv_1&m=msg_1&p=0";
    const outcome = await twilio().create({ ...part, body: "Perché no? 👍 & così\nvia", statusCallback });
    const [sent] = world.twilio.sent;
    expect(outcome).toEqual({ kind: "accepted", sid: sent?.sid });
    expect(sent).toMatchObject({ body: "Perché no? 👍 & così\nvia", to: part.to, from: part.from, statusCallback });
  });

  it("reaches a customer who has no phone number", async () => {
    await world.putPerson({ id: "GB.13491208655302741918", phone: null, hidesPhone: true });
    const outcome = await twilio().create({ ...part, to: "whatsapp:GB.13491208655302741918" });
    expect(outcome.kind).toBe("accepted");
  });

  it.each([
    ["a wrong recipient", { to: "whatsapp:+1" }, "21211"],
    ["too long a text", { body: "x".repeat(1601) }, "21617"],
    ["a number that isn't ours", { from: "whatsapp:+14155550199" }, "63007"],
    ["an empty text", { body: "" }, "21619"],
  ])("is refused for %s", async (_name, change, code) => {
    expect(await twilio().create({ ...part, ...change })).toMatchObject({ kind: "refused", code });
  });

  it("is refused with a wrong token, in words", async () => {
    const outcome = await twilio({ authToken: "wrong" }).create(part);
    expect(outcome).toEqual({ kind: "refused", code: "20003", detail: "Twilio does not accept the account's credentials" });
  });

  it.each([
    ["http429", { kind: "again", afterMs: 3000, code: "20429" }],
    ["http500", { kind: "again", afterMs: 1000, code: "20500" }],
    ["http503", { kind: "again", afterMs: 1000, code: "20503" }],
    ["hang", { kind: "unknown" }],
    ["reset", { kind: "unknown" }],
    ["hangAfterAccept", { kind: "unknown" }],
    ["resetAfterAccept", { kind: "unknown" }],
    ["badJson", { kind: "unknown" }],
  ] as const)("when Twilio fails with %s", async (kind, expected) => {
    await world.fail({ provider: "twilio", operation: "send", kind, retryAfterSeconds: 3 });
    expect(await twilio({ timeoutMs: 300 }).create(part)).toEqual(expected);
  });

  it("is unknown when nobody is there: the wire doesn't say how far it came", async () => {
    expect(await twilio({ apiBase: "http://127.0.0.1:1" }).create(part)).toEqual({ kind: "unknown" });
  });
});

describe("reading Twilio's log", () => {
  it("follows every page", async () => {
    const many = Array.from({ length: 450 }, (_, i) => `Messaggio ${i}`);
    await world.phone(anna).saysAll(many, { to: number });
    const sids = await all(twilio().pages({ to: `whatsapp:${number}` }));
    expect(new Set(sids).size).toBe(451);
    const lists = world.twilio.requests.filter(({ method }) => method === "GET");
    expect(lists).toHaveLength(3);
  });

  it("gives what customers wrote, oldest first, without what is known or older", async () => {
    const said: { sid: string }[] = [];
    for (const text of ["uno", "due", "tre"]) said.push(await world.phone(anna).says(text, { to: number }));
    await twilio().create(part);
    const found = await readInbound(twilio(), config, 0, (sid) => sid === said[1]?.sid);
    expect(found.map(({ text }) => text)).toEqual(["Buongiorno", "uno", "tre"]);
    expect(found[1]).toEqual({
      sid: said[0]?.sid,
      accountSid,
      from: { kind: "phone", value: anna },
      to: number,
      text: "uno",
      profileName: null,
      mediaCount: 0,
      receivedAt: expect.any(Number) as number,
      source: "list",
    });
    expect(await readInbound(twilio(), config, Date.now() + 60_000, () => false)).toEqual([]);
  });

  it("names a customer by user id when the phone is hidden", async () => {
    const userId = "GB.13491208655302741918";
    await world.putPerson({ id: userId, phone: null, hidesPhone: true, userId });
    await world.phone(userId).says("Sono io", { to: number });
    const found = await readInbound(twilio(), config, 0, () => false);
    expect(found.at(-1)).toMatchObject({ text: "Sono io", from: { kind: "whatsapp", value: userId } });
  });

  it("finds one message by its SID, and none by another's", async () => {
    const outcome = await twilio().create(part);
    const sid = outcome.kind === "accepted" ? outcome.sid : "";
    expect(await twilio().fetch(sid)).toMatchObject({ sid, body: part.body, isInbound: false });
    expect(await twilio().fetch(`SM${"0".repeat(32)}`)).toBeNull();
  });

  it("says that it cannot be read rather than that it is empty", async () => {
    await world.fail({ provider: "twilio", operation: "list", kind: "http503" });
    await expect(all(twilio().pages({}))).rejects.toMatchObject({ code: "20503" });
    await world.fail({ provider: "twilio", operation: "list", kind: "hang" });
    await expect(all(twilio({ timeoutMs: 200 }).pages({}))).rejects.toBeInstanceOf(TwilioUnreadable);
  });

  it("takes its credentials nowhere else", async () => {
    const elsewhere = `{"messages": [], "next_page_uri": null, "meta": {"key": "messages", "next_page_url": "https://example.com/x"}}`;
    const asked: string[] = [];
    const lying = (async (url: string) => {
      asked.push(new URL(url).host);
      return new Response(elsewhere, { status: 200 });
    }) as typeof fetch;
    const client = twilioMessages({ fetch: lying, apiBase: "https://api.twilio.com", accountSid, authToken, timeoutMs: 500 });
    await expect(all(client.pages({}))).rejects.toThrow("another host");
    expect(asked).toEqual(["api.twilio.com"]);
  });
});

describe("a send whose outcome is unknown", () => {
  const question = { to: anna, text: part.body, since: 0 };
  const ask = (change = {}, isAnothers: (sid: string) => boolean = () => false) =>
    findSent(twilio(), number, { ...question, since: Date.now() - 1000, ...change }, isAnothers);

  it("is found when Twilio had accepted it", async () => {
    await world.fail({ provider: "twilio", operation: "send", kind: "resetAfterAccept" });
    expect(await twilio().create(part)).toEqual({ kind: "unknown" });
    expect(await ask()).toEqual({ sid: world.twilio.sent[0]?.sid });
  });

  it("is not there when Twilio had not", async () => {
    await world.fail({ provider: "twilio", operation: "send", kind: "reset" });
    expect(await twilio().create(part)).toEqual({ kind: "unknown" });
    expect(await ask()).toBeNull();
  });

  it("is not mistaken for other words, an earlier time, another customer or another part", async () => {
    await twilio().create(part);
    expect(await ask({ text: "Ciao Anna!" })).toBeNull();
    expect(await ask({ since: Date.now() + 60_000 })).toBeNull();
    expect(await ask({ to: "+447700900002" })).toBeNull();
    expect(await ask({}, () => true)).toBeNull();
    expect(await ask({ text: `${part.body}\n` })).not.toBeNull();
  });
});

describe("delivery reports for those who cannot be called back", () => {
  it("come from the log, once each", async () => {
    const outcome = await twilio().create(part);
    const sid = outcome.kind === "accepted" ? outcome.sid : "";
    const sent = { sid, conversationId: "cnv_1", messageId: "msg_1", part: 0, status: "accepted" as const, at: Date.now() };
    await expect.poll(() => world.twilio.sent[0]?.status).toBe("read");
    const [report] = await readReports(twilio(), number, [sent], 7);
    expect(report).toEqual({ conversationId: "cnv_1", messageId: "msg_1", part: 0, sid, status: "read", failure: null, at: 7 });
    expect(await readReports(twilio(), number, [{ ...sent, status: "read" }], 8)).toEqual([]);
  });
});
