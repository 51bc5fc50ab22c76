import { expect, it } from "vitest";
import { ConversationObject } from "../../workers/conversation/ConversationObject.ts";
import type { ConversationDeps } from "../../workers/conversation/ports.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { NodeStorage } from "../support/nodeStorage.ts";
import { somebody } from "./simulation.ts";

const now = 1_700_000_000_000;
const never = () => new Promise<never>(() => undefined);

it("a lane that is stopped by something unforeseen rests before it goes on, and goes on", async () => {
  const storage = new NodeStorage();
  const waiting: { ms: number; work: () => void }[] = [];
  let tries = 0;
  let serial = 0;
  const db = () => {
    if (++tries < 50) throw new Error("unforeseen");
    return { batch: never };
  };
  const deps = {
    chance: {
      now: () => now,
      bytes: (n: number) => new Uint8Array(n),
      id: (kind: "batch") => makeId(kind, now, new Uint8Array(16).fill(++serial)),
    },
    db,
    liveRoom: () => ({ publish: never, trouble: never }),
    later: (ms: number, work: () => void) => waiting.push({ ms, work }),
    prepareTurn: never,
    suggest: never,
    summarize: never,
  } as unknown as ConversationDeps;
  const context = { storage, getWebSockets: () => [], setWebSocketAutoResponse: () => undefined };
  const object = new ConversationObject(context as never, {}, deps);
  await object.receive({
    birth: { id: "cnv_1", tenantId: "ten_1", agentId: "agt_1", contactId: "con_1" },
    parties: somebody,
    channel: "whatsapp",
    text: "ciao",
    dedupeKey: "sid:1",
    quietMs: 4_000,
    whatsapp: { line: "AC:+1", to: "+447700900001" },
    answer: null,
    cargo: { media: [], place: null, button: null },
    sources: {},
    quotedSid: null,
    consent: null,
    writtenAt: null,
    addressHash: null,
    people: null,
  } as Parameters<ConversationObject["receive"]>[0]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(tries).toBe(1);
  expect(storage.alarm).toBe(now + 4_000);
  expect(waiting.map(({ ms }) => ms)).toEqual([5_000]);
  waiting.splice(0).forEach(({ work }) => work());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(tries).toBe(2);
});
