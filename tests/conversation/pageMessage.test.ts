import { expect, it } from "vitest";
import { ConversationObject } from "../../workers/conversation/ConversationObject.ts";
import type { ConversationDeps } from "../../workers/conversation/ports.ts";
import { Stores } from "../../workers/conversation/stores.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { NodeStorage } from "../support/nodeStorage.ts";
import { somebody } from "./simulation.ts";

const now = 1_700_000_000_000;
const never = () => new Promise<never>(() => undefined);

it("a message from the page is stored together with its turn, in one transaction: somebody waits for it", async () => {
  const storage = new NodeStorage();
  let serial = 0;
  const deps = {
    chance: {
      now: () => now,
      bytes: (n: number) => new Uint8Array(n),
      id: (kind: "batch") => makeId(kind, now, new Uint8Array(16).fill(++serial)),
    },
    db: () => ({ batch: never }),
    liveRoom: () => ({ publish: never, trouble: never }),
    later: () => undefined,
    prepareTurn: never,
  } as unknown as ConversationDeps;
  const context = { storage, getWebSockets: () => [], setWebSocketAutoResponse: () => undefined };
  const object = new ConversationObject(context as never, {}, deps);
  const begun = storage.transactionSync.bind(storage);
  const exec = storage.sql.exec;
  let transactions = 0;
  let statements = 0;
  storage.transactionSync = (work) => {
    transactions++;
    return begun(work);
  };
  storage.sql.exec = (query, ...values) => {
    statements++;
    return exec(query, ...values);
  };
  await object.chat({
    birth: { id: "cnv_1", tenantId: "ten_1", agentId: "agt_1", contactId: "con_1" },
    parties: somebody,
    channel: "web",
    text: "ciao",
    dedupeKey: "web:1",
    quietMs: 0,
    whatsapp: null,
    answer: null,
    cargo: { media: [], place: null, button: null },
    sources: {},
    quotedSid: null,
    consent: null,
    writtenAt: null,
    addressHash: null,
    people: null,
  } as Parameters<ConversationObject["chat"]>[0]);
  expect(transactions).toBe(1);
  // Each is a wait before the first word: who adds one has a reason.
  expect(statements).toBeLessThanOrEqual(14);
  const stored = new Stores(storage.sql as never);
  const state = stored.readState();
  expect(state?.turn).toMatchObject({ batchId: state?.batch?.id, startedAt: now });
  expect(stored.messages.byIds(state?.batch?.messageIds ?? []).map(({ text }) => text)).toEqual(["ciao"]);
});
