import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findSent, readInbound, readReports } from "../../../workers/channels/whatsapp/readLog.ts";
import { twilioMessages } from "../../../workers/channels/whatsapp/twilioClient.ts";
import { TwilioUnreadable } from "../../../workers/channels/whatsapp/twilioRequests.ts";
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

const twilio = (change: { authTokens?: string[]; timeoutMs?: number; apiBase?: string } = {}) =>
  twilioMessages({ fetch, apiBase: world.twilioBase, accountSid, authTokens: [authToken], timeoutMs: 2000, ...change });

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
    const outcome = await twilio({ authTokens: ["wrong"] }).create(part);
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

describe("files and templates over Twilio's wire", () => {
  const picture = { url: "https://filo.test/api/media/med_1?s=x", mediaType: "image/jpeg" };

  it("a file goes with the words beneath it, or alone", async () => {
    await twilio().create({ ...part, media: picture });
    await twilio().create({ ...part, body: "", media: { ...picture, mediaType: "application/pdf" } });
    expect(world.twilio.sent.map(({ body, media }) => [body, media[0]?.url])).toEqual([
      ["Ciao Anna", picture.url],
      ["", picture.url],
    ]);
  });

  it("a template goes by its id and values, without text of ours", async () => {
    const { sid: contentSid } = await world.templates.put({
      accountSid,
      types: { "twilio/text": { body: "Ciao {{1}}, ti aspettiamo {{2}}." } },
      variables: { "1": "Anna", "2": "domani" },
      approval: { status: "approved" },
    });
    const template = { contentSid, variables: { "1": "Bruno", "2": "lunedì" } };
    const outcome = await twilio().create({ ...part, body: "Ciao Bruno, ti aspettiamo lunedì.", template });
    expect(outcome.kind).toBe("accepted");
    expect(world.twilio.sent[0]).toMatchObject({ contentSid, body: "Ciao Bruno, ti aspettiamo lunedì." });
  });

  it("a former token opens what the new one does not yet", async () => {
    const client = () => twilio({ authTokens: ["not yet", authToken] });
    expect((await client().create(part)).kind).toBe("accepted");
    expect(await all(client().pages({ from: `whatsapp:${number}` }))).toHaveLength(1);
    expect(world.twilio.sent).toHaveLength(1);
  });

  it("what customers send is listed with its files", async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, 1]);
    const files = [
      { contentType: "image/jpeg", bytes },
      { contentType: "audio/ogg", bytes },
    ];
    const { sid } = await world.phone(anna).sends(files, { to: number, text: "Guarda" });
    const found = await readInbound(twilio(), config, 0, () => false);
    const address = new RegExp(`^${world.twilioBase}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/ME[0-9a-f]{32}$`);
    expect(found.at(-1)).toMatchObject({
      sid,
      text: "Guarda",
      media: [
        { url: expect.stringMatching(address) as string, announcedType: "image/jpeg" },
        { url: expect.stringMatching(address) as string, announcedType: "audio/ogg" },
      ],
    });
  });

  it.each([1, 9])("a list of files that fails %i times loses neither the message nor the files", async (times) => {
    await world.phone(anna).sends({ contentType: "image/jpeg", bytes: new Uint8Array(9) }, { to: number });
    await world.fail({ provider: "twilio", operation: "mediaList", kind: "http503", times });
    const found = await readInbound(twilio(), config, 0, () => false);
    const { sid, media } = found.at(-1)!;
    const isThere = media[0]?.url.includes("/Media/ME");
    expect(media).toHaveLength(1);
    if (times === 1) expect(isThere).toBe(true);
    else
      expect(media[0]).toEqual({
        url: `${world.twilioBase}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media?place=0`,
        announcedType: "application/octet-stream",
      });
  });

  it("a message whose kind the list cannot tell comes without it", async () => {
    await world.phone(anna).sharesPlace({ latitude: 45, longitude: 9 }, { to: number });
    const found = await readInbound(twilio(), config, 0, () => false);
    expect(found.map(({ text, place }) => ({ text, place }))).toEqual([
      { text: "Buongiorno", place: null },
      { text: "", place: null },
    ]);
  });

  it("what is younger than asked for is left for the next time", async () => {
    expect(await readInbound(twilio(), config, 0, () => false, Date.now() - 30_000)).toEqual([]);
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
      media: [],
      place: null,
      quotedSid: null,
      button: null,
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
    const client = twilioMessages({
      fetch: lying,
      apiBase: "https://api.twilio.com",
      accountSid,
      authTokens: [authToken],
      timeoutMs: 500,
    });
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

  it("is found by a clock that is minutes before Twilio's, or has jumped", async () => {
    await world.fail({ provider: "twilio", operation: "send", kind: "resetAfterAccept" });
    await twilio().create(part);
    const sid = world.twilio.sent[0]?.sid;
    for (const minutes of [5, 10, -10]) expect(await ask({ since: Date.now() + minutes * 60_000 })).toEqual({ sid });
  });

  it("is not mistaken for other words, an earlier time, another customer or another part", async () => {
    await twilio().create(part);
    expect(await ask({ text: "Ciao Anna!" })).toBeNull();
    expect(await ask({ since: Date.now() + 20 * 60_000 })).toBeNull();
    expect(await ask({ to: "+447700900002" })).toBeNull();
    expect(await ask({}, () => true)).toBeNull();
    expect(await ask({ text: `${part.body}\n` })).not.toBeNull();
  });
});

describe("a file or template whose outcome is unknown", () => {
  const media = { url: "https://filo.test/api/media/med_1?s=x", mediaType: "image/jpeg" };
  const lose = () => world.fail({ provider: "twilio", operation: "send", kind: "resetAfterAccept" });
  const ask = (question: { text: string } & Partial<Parameters<typeof findSent>[2]>) =>
    findSent(twilio(), number, { to: anna, since: Date.now() - 1000, ...question }, () => false);
  const template = async (body: string, variables: Record<string, string>) => {
    const types = { "twilio/text": { body } };
    const { sid } = await world.templates.put({ accountSid, types, variables, approval: { status: "approved" } });
    return { contentSid: sid, variables };
  };

  it("is told from the same words without it", async () => {
    await lose();
    await twilio().create({ ...part, media });
    const sid = world.twilio.sent[0]?.sid;
    expect(await ask({ text: part.body })).toBeNull();
    expect(await ask({ text: part.body, media })).toEqual({ sid });
    expect(await ask({ text: "", media })).toBeNull();
  });

  it("without words is found, and words alone are not taken for it", async () => {
    await twilio().create(part);
    expect(await ask({ text: "", media })).toBeNull();
    await lose();
    await twilio().create({ ...part, body: "", media });
    expect(await ask({ text: "", media })).toEqual({ sid: world.twilio.sent[1]?.sid });
  });

  it("is found as Twilio has filled it in", async () => {
    const filled = await template("Ciao {{1}},\nti aspettiamo {{2}}.", { "1": "Anna", "2": "lunedì 3" });
    await lose();
    await twilio().create({ ...part, body: "", template: filled });
    const sid = world.twilio.sent[0]?.sid;
    expect(await ask({ text: "Ciao Anna, ti aspettiamo lunedì 3.", template: filled })).toEqual({ sid });
    expect(await ask({ text: "Header\nCiao Anna, ti aspettiamo lunedì 3.", template: filled })).toEqual({ sid });
    const other = { ...filled, variables: { "1": "Anna", "2": "martedì 4" } };
    expect(await ask({ text: "Ciao Anna, ti aspettiamo martedì 4.", template: other })).toBeNull();
  });

  it("without values is found by its words only", async () => {
    const plain = await template("A presto.", {});
    await twilio().create(part);
    expect(await ask({ text: "A presto.", template: plain })).toBeNull();
    await twilio().create({ ...part, body: "", template: plain });
    expect(await ask({ text: "A presto.", template: plain })).toEqual({ sid: world.twilio.sent[1]?.sid });
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
