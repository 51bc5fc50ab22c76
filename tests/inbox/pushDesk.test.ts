import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../schema/contract/conversations.ts";
import type { ConversationView } from "../../workers/conversation/rpc.ts";
import type { Heard } from "../../workers/inbox/heard.ts";
import { PushDesk, type PushOrder } from "../../workers/inbox/pushDesk.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import type { Notice } from "../../workers/push/notice.ts";
import { deriveVapidKeys } from "../../workers/push/vapidKeys.ts";
import { NodeStorage } from "../support/nodeStorage.ts";
import { conversation, message } from "../web/world.ts";
import type { PushBrowser } from "../world/push/group.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";

const masterKeys = [{ version: "v1", bytes: new Uint8Array(32).fill(5) }];
const hour = 60 * 60_000;
let world: World;
let now = Date.now();

beforeAll(async () => void (world = await startWorld({ now: () => now })));
afterAll(() => world.close());
beforeEach(() => void (now = Date.now()));

const nobodyLooks = () => false;

const deskOn = (storage: NodeStorage) => {
  const chance = { ...systemChance, now: () => now };
  const vapidKeys = deriveVapidKeys(masterKeys);
  return new PushDesk(storage.sql as unknown as SqlStorage, {
    chance,
    secrets: createSecrets(masterKeys, chance.bytes),
    push: {
      vapidKeys: () => vapidKeys,
      subject: "https://filo.example",
      simulated: world.pushBase,
      bytes: chance.bytes,
      now: chance.now,
      fetch: (input, init) => fetch(input, init),
    },
  });
};

const orderOf = ({ endpoint, keys }: PushBrowser, more: Partial<PushOrder> = {}): PushOrder => ({
  tenantId: "ten_a",
  userId: "usr_ada",
  sessionHash: "session-ada",
  language: "it",
  what: "mine",
  endpoint,
  ...keys,
  ...more,
});

const scene = async (more: Partial<PushOrder> = {}) => {
  const storage = new NodeStorage("push");
  const [desk, browser] = [deskOn(storage), await world.push.subscribe()];
  await desk.subscribe(orderOf(browser, more));
  const told = async (): Promise<Notice[]> =>
    (await world.push.received(browser.id)).map(({ text }) => JSON.parse(text) as Notice);
  return { storage, desk, browser, told };
};

const view = (version: number, more: Partial<ConversationView> = {}): ConversationView => {
  const { unreadCount: _none, ...rest } = conversation(1, { version });
  return { ...rest, inboundCount: 1, ...more };
};
const update = (version: number, more: Partial<ConversationView> = {}): Heard => ({
  event: { type: "CONVERSATION_UPDATE", conversation: view(version, more) },
});
const says = (n: number, more: Partial<Message> = {}): Heard => {
  const said = message(n, { createdAt: new Date(now + n).toISOString(), ...more });
  return { event: { type: "NEW_MESSAGE", conversationId: said.conversationId, message: said } };
};
const inHand = { aiEnabled: false };

describe("what members are told", () => {
  it("is a customer's message to a person, under the customer's name, encrypted for the one browser", async () => {
    const { desk, told, browser } = await scene();
    desk.hear([says(1, { text: "Ci sei?" }), update(1, inHand)], nobodyLooks);
    expect(desk.dueAt()).toBe(now);
    await desk.run();
    const tag = message(1).conversationId;
    expect(await told()).toEqual([{ title: "Contact 1", body: "Ci sei?", tag, url: `/console/inbox/${tag}` }]);
    expect(await world.push.received(browser.id)).toMatchObject([{ topic: tag, urgency: "high", ttl: 86_400 }]);
    expect(desk.dueAt()).toBeNull();
  });

  it("is that a snooze is over, also of a conversation that was last heard of before anybody wanted to be told", async () => {
    const storage = new NodeStorage("push");
    const [desk, browser] = [deskOn(storage), await world.push.subscribe()];
    desk.hear([update(1, { place: "snoozed" })], nobodyLooks);
    await desk.subscribe(orderOf(browser));
    desk.hear([update(2, { needsPerson: "snooze_over" })], nobodyLooks);
    await desk.run();
    expect(await world.push.received(browser.id)).toHaveLength(1);
  });

  it("is told once, however often the room hears it, and never an older one after a newer", async () => {
    const { desk, told } = await scene({ what: "all" });
    const [first, second] = [says(1), says(2)];
    for (const heard of [[first, update(1)], [first, update(1)], [second], [first]]) {
      desk.hear(heard, nobodyLooks);
      await desk.run();
    }
    expect((await told()).map(({ body }) => body)).toEqual(["message 1", "message 2"]);
  });

  it("is nothing of what the AI answers by itself, until it needs a person", async () => {
    const { desk, told } = await scene();
    desk.hear([says(1), update(1)], nobodyLooks);
    desk.hear([update(2, { needsPerson: "asked" })], nobodyLooks);
    desk.hear([update(3, { needsPerson: "asked", labelIds: ["lbl_1"] })], nobodyLooks);
    await desk.run();
    expect(await told()).toMatchObject([{ body: "Chiede di parlare con una persona." }]);
  });

  it("is nothing to somebody who has it before their eyes, nor to whoever wrote it", async () => {
    const { desk, told } = await scene();
    const note = { kind: "note", direction: "outbound", sender: "consultant", authorName: "Bo", text: "senti Ada" } as const;
    desk.hear([says(1), update(1, inHand)], (userId) => userId === "usr_ada");
    desk.hear([{ ...says(2, { ...note, mentions: ["usr_ada"] }), except: "usr_ada" }], nobodyLooks);
    desk.hear([says(3, { ...note, mentions: ["usr_cy"] })], nobodyLooks);
    await desk.run();
    expect(await told()).toEqual([]);
    desk.hear([says(4, { ...note, mentions: ["usr_ada"] })], nobodyLooks);
    await desk.run();
    expect(await told()).toMatchObject([{ body: "Bo ti ha menzionato: senti Ada" }]);
  });

  it("is called off when it was read before it left", async () => {
    const { desk, told } = await scene();
    const { conversationId } = message(1);
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    const read = { userId: "usr_ada", conversationId, unreadCount: 0, rose: false };
    desk.hear([{ event: { type: "UNREAD", conversationId, unreadCount: 0 }, only: "usr_ada", changes: [read] }], nobodyLooks);
    await desk.run();
    expect(await told()).toEqual([]);
  });

  it("is not what was held up for hours", async () => {
    const { desk, told } = await scene();
    const late = says(1);
    now += 2 * hour;
    desk.hear([late, update(1, inHand)], nobodyLooks);
    await desk.run();
    expect(await told()).toEqual([]);
  });
});

describe("a push service in trouble", () => {
  const toOne = (browser: PushBrowser) => ({ provider: "push" as const, contains: browser.id });

  it("is asked again later, with the newest words, and once", async () => {
    const { desk, browser, told } = await scene();
    await world.fail({ ...toOne(browser), kind: "http500", times: 1 });
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    await desk.run();
    expect(await told()).toEqual([]);
    expect(desk.dueAt()).toBe(now + 15_000);
    desk.hear([says(2)], nobodyLooks);
    await desk.run();
    expect(desk.dueAt()).toBe(now + 15_000);
    now += 15_000;
    await desk.run();
    expect((await told()).map(({ body }) => body)).toEqual(["message 2"]);
    expect(desk.dueAt()).toBeNull();
  });

  it("is left alone for as long as it asks", async () => {
    const { desk, browser } = await scene();
    await world.fail({ ...toOne(browser), kind: "http429", times: 1, retryAfterSeconds: 300 });
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    await desk.run();
    expect(desk.dueAt()).toBe(now + 300_000);
  });

  it("is given up on in the end", async () => {
    const { desk, browser, told } = await scene();
    const fault = await world.fail({ ...toOne(browser), kind: "http503", times: 100 });
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    for (let tries = 0; tries < 20 && desk.dueAt() !== null; tries++) {
      now = Math.max(now, desk.dueAt() ?? 0);
      await desk.run();
    }
    await world.clearFaults(fault.id);
    expect(desk.dueAt()).toBeNull();
    expect(await told()).toEqual([]);
  });

  it("may have been cut off in the middle: a room that wakes again sends what it had begun", async () => {
    const { storage, desk, browser, told } = await scene();
    await world.fail({ ...toOne(browser), kind: "reset", times: 1 });
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    await desk.run();
    now += 60_000;
    await deskOn(storage).run();
    expect(await told()).toHaveLength(1);
  });
});

describe("a subscription", () => {
  it("ends when the browser has let it go", async () => {
    const { desk, browser, told } = await scene();
    await world.push.unsubscribe(browser.id);
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    await desk.run();
    expect(desk.dueAt()).toBeNull();
    desk.hear([says(2)], nobodyLooks);
    expect(desk.dueAt()).toBeNull();
    expect(await told()).toEqual([]);
  });

  it.each(["usr_ada", "session-ada"])("ends with %s, with what was on its way", async (who) => {
    const { desk, told } = await scene();
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    desk.forget(who);
    await desk.run();
    expect(await told()).toEqual([]);
    expect(desk.dueAt()).toBeNull();
  });

  it("ends when its console was not opened for as long as a session lasts", async () => {
    const { desk, told } = await scene();
    now += 31 * 24 * hour;
    desk.hear([says(1), update(1, inHand)], nobodyLooks);
    await desk.run();
    expect(await told()).toEqual([]);
  });

  it("is one per browser: whoever signs in there next takes it over, and only they can end it", async () => {
    const { desk, browser, told } = await scene({ what: "all" });
    await desk.subscribe(orderOf(browser, { userId: "usr_bo", what: "all" }));
    desk.unsubscribe("usr_ada", browser.endpoint);
    desk.hear([says(1), update(1)], nobodyLooks);
    await desk.run();
    expect(await told()).toHaveLength(1);
    desk.unsubscribe("usr_bo", browser.endpoint);
    desk.hear([says(2)], nobodyLooks);
    expect(desk.dueAt()).toBeNull();
  });

  it("keeps the browser's secret sealed", async () => {
    const { storage, browser } = await scene();
    const rows = JSON.stringify(storage.sql.exec("SELECT * FROM push_subscriptions").toArray());
    expect(rows).toContain(browser.keys.p256dh);
    expect(rows).not.toContain(browser.keys.auth);
  });

  it("is one of ten at most for each member: the oldest make room", async () => {
    const { desk, storage } = await scene();
    for (let n = 0; n < 12; n++) {
      now += 1;
      await desk.subscribe(orderOf(await world.push.subscribe()));
    }
    expect(storage.sql.exec("SELECT id FROM push_subscriptions").toArray()).toHaveLength(10);
  });
});
