import { expect, test } from "vitest";
import { check } from "./checker.ts";
import type { Arrival, Kept, KeptMessage, KeptPart, Seen, Send, Thread } from "./history.ts";

const customer = { person: "+447700900100", number: "+14155550100" };

const arrival = (sid: string, text: string, from: number, change: Partial<Arrival> = {}): Arrival => {
  return { sid, text, ...customer, calls: [{ from, to: from + 10, status: 200 }], ...change };
};
const send = (change: Partial<Send> = {}): Send => {
  return {
    sid: "SM9",
    ...customer,
    body: "Eccomi",
    at: 90,
    messageId: "m3",
    part: 0,
    status: "read",
    reported: ["read"],
    ...change,
  };
};
const inbound = (id: string, sid: string, text: string, change: Partial<KeptMessage> = {}): KeptMessage => {
  const fixed = { direction: "inbound", sender: "client", kind: "text", status: "received", version: 1 } as const;
  return { id, sid, text, batchId: "b1", files: ["ready"], ...fixed, ...change };
};
const reply: KeptMessage = {
  id: "m3",
  sid: null,
  direction: "outbound",
  sender: "ai",
  kind: "reply",
  text: "Eccomi",
  batchId: "b1",
  status: "read",
  version: 3,
  files: [],
};
const part: KeptPart = { messageId: "m3", part: 0, sid: "SM9", status: "read", formerSids: [] };

const seen = (change: Partial<Seen> = {}): Seen => {
  return { arrivals: [arrival("SM1", "uno", 0), arrival("SM2", "due", 20)], sends: [send()], takeovers: [], ...change };
};
const thread = (change: Partial<Thread> = {}): Thread => {
  const messages = change.messages ?? [inbound("m1", "SM1", "uno"), inbound("m2", "SM2", "due"), reply];
  const ids = messages.map(({ id }) => id);
  const rest = { aiEnabled: true, needsPerson: null, open: [], parts: [part], waiting: [] };
  return { id: "c1", ...customer, ...rest, messages, projected: messages, shown: ids, ...change };
};
const kept = (change: Partial<Thread> = {}, ...others: Thread[]): Kept => ({
  threads: [thread(change), ...others],
  waitingInLines: 0,
});

const [first, second] = [inbound("m1", "SM1", "uno"), inbound("m2", "SM2", "due")];
const other = (change: Partial<Thread>): Thread => thread({ id: "c2", parts: [], messages: [], ...change });

test("a history in which all went well breaks nothing", () => {
  expect(check(seen(), kept())).toEqual([]);
});

const cases: [invariant: string, what: string, seen: Seen, kept: Kept][] = [
  ["I1", "stored 2 times", seen(), kept({}, other({ messages: [first, { ...reply, id: "m9" }] }))],
  ["I1", "was never written", seen({ arrivals: [arrival("SM1", "uno", 0)] }), kept()],
  ["I1", "another customer or number", seen(), kept({ person: "+447700900999" })],
  ["I2", "acknowledged and is not stored", seen({ arrivals: [...seen().arrivals, arrival("SM3", "tre", 40)] }), kept()],
  ["I2", "other words", seen({ arrivals: [arrival("SM1", "UNO", 0), arrival("SM2", "due", 20)] }), kept()],
  ["I3", "is in no batch", seen(), kept({ messages: [first, { ...second, batchId: null }, reply] })],
  [
    "I3",
    "interrupted by another",
    seen({ arrivals: [...seen().arrivals, arrival("SM3", "tre", 40)] }),
    kept({
      messages: [first, { ...second, batchId: "b2" }, inbound("m4", "SM3", "tre"), reply, { ...reply, id: "m5", batchId: "b2" }],
    }),
  ],
  ["I3", "SM1 stands behind what came after it", seen(), kept({ messages: [second, first, reply] })],
  ["I4", "has 2 replies", seen(), kept({ messages: [first, second, reply, { ...reply, id: "m4" }] })],
  ["I4", "was never answered", seen({ sends: [] }), kept({ messages: [first, second], parts: [] })],
  ["I4", "waits, and nobody was called", seen(), kept({ open: [{ id: "b1", dueAt: null }] })],
  ["I4", "waits, and nobody was called", seen(), kept({ open: [{ id: "b1", dueAt: 5 }], needsPerson: "model_unavailable" })],
  [
    "I4",
    "the phone has m3:0 2 times",
    seen({ sends: [send(), send({ sid: "SM8" })] }),
    kept({ parts: [{ ...part, formerSids: ["SM8"] }] }),
  ],
  ["I4", "of which we know nothing", seen({ sends: [send(), send({ sid: "SM8", messageId: "m7" })] }), kept()],
  ["I5", "5 ms after the takeover", seen({ takeovers: [{ conversationId: "c1", confirmedAt: 85, endedAt: null }] }), kept()],
  ["I6", "another order, or not whole", seen(), kept({ projected: [second, first, reply] })],
  ["I6", "another order, or not whole", seen(), kept({ projected: [first, second] })],
  ["I6", "another state of a message", seen(), kept({ projected: [first, second, { ...reply, version: 2 }] })],
  ["I6", "the console shows", seen(), kept({ shown: ["m2", "m1", "m3"] })],
  ["I11", "is sent though read was reported", seen(), kept({ parts: [{ ...part, status: "sent" }] })],
  ["I11", "Twilio never had it", seen({ sends: [] }), kept()],
  ["I13", "still holds channel queued", seen(), kept({ waiting: [{ lane: "channel", state: "queued" }] })],
  ["I13", "is still pending", seen(), kept({ messages: [first, { ...second, files: ["pending"] }, reply] })],
  ["I13", "still wait in the numbers' inboxes", seen(), { ...kept(), waitingInLines: 2 }],
];

test.for(cases)("breaks %s: %s", ([invariant, what, history, stored]) => {
  expect(check(history, stored)).toContainEqual({ invariant, what: expect.stringContaining(what) });
});

test("what is no violation: unanswered calls, a batch that a person has, a try after a failure, the takeover that had ended", () => {
  const unheard = arrival("SM3", "tre", 40, { calls: [{ from: 40, to: 50, status: 0 }] });
  expect(check(seen({ arrivals: [...seen().arrivals, unheard] }), kept())).toEqual([]);
  const held = { open: [{ id: "b1", dueAt: null }], messages: [first, second], parts: [] };
  expect(check(seen({ sends: [] }), kept({ ...held, aiEnabled: false }))).toEqual([]);
  expect(check(seen({ sends: [] }), kept({ ...held, needsPerson: "model_unavailable" }))).toEqual([]);
  const failedOnce = seen({ sends: [send({ sid: "SM8", status: "failed", reported: ["failed"] }), send()] });
  expect(check(failedOnce, kept({ parts: [{ ...part, formerSids: ["SM8"] }] }))).toEqual([]);
  expect(check(seen({ takeovers: [{ conversationId: "c1", confirmedAt: 10, endedAt: 80 }] }), kept())).toEqual([]);
});
