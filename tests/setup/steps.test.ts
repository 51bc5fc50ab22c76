import { describe, expect, it } from "vitest";
import type { LineHealth } from "../../workers/channels/whatsapp/line.ts";
import { exchangesOf, testAndFirst, type MessageFact } from "../../workers/setup/exchanges.ts";
import { setupSteps, type SetupFacts } from "../../workers/setup/steps.ts";

const health = (fields: Partial<LineHealth> = {}): LineHealth => ({
  isConnected: true,
  mode: "polling",
  lastInboundAt: null,
  lastWebhookAt: null,
  lastPollAt: null,
  lastOutboundAt: null,
  refusedSignatures: 0,
  lastRefusedAt: null,
  pending: 0,
  lastError: null,
  ...fields,
});

const nothing: SetupFacts = {
  agents: [],
  line: null,
  firstInboundAt: null,
  test: null,
  firstReal: null,
  modelKey: { owner: "none", isRefused: false, checkedAt: null },
};

const step = (key: string, facts: Partial<SetupFacts>) => setupSteps({ ...nothing, ...facts }).find((one) => one.key === key);

let ids = 0;
const message = (fields: Partial<MessageFact>): MessageFact => ({
  id: `msg_${String((ids += 1)).padStart(4, "0")}`,
  conversationId: "cnv_a",
  channel: "whatsapp",
  direction: "inbound",
  kind: "text",
  status: "received",
  failureCode: null,
  acceptedAt: ids,
  ...fields,
});
const factsOf = (...all: MessageFact[]) => testAndFirst(exchangesOf(all));

describe("the steps", () => {
  it("are six, all to do, where nothing has been done", () => {
    expect(setupSteps(nothing).map(({ key, state }) => [key, state])).toEqual([
      ["agent", "todo"],
      ["twilio", "todo"],
      ["join", "todo"],
      ["echo", "todo"],
      ["model_key", "todo"],
      ["first_conversation", "todo"],
    ]);
  });

  it("count an agent that is switched on, and say so when none is", () => {
    const agents = [{ isActive: false, createdAt: 5 }];
    expect(step("agent", { agents })).toMatchObject({ state: "failed", reason: "agent_off" });
    expect(step("agent", { agents: [...agents, { isActive: true, createdAt: 9 }] })).toMatchObject({ state: "done" });
  });

  it("believe Twilio when it was heard after the last refusal, not before", () => {
    const refused = { lastError: { at: 50, detail: "Authenticate", code: "20003" } };
    const line = (fields: Partial<LineHealth>) => ({ line: { health: health(fields) } });
    expect(step("twilio", line({}))).toMatchObject({ state: "doing", reason: "unreachable" });
    expect(step("twilio", line(refused))).toMatchObject({ state: "failed", reason: "credentials", code: "20003" });
    expect(step("twilio", line({ ...refused, lastPollAt: 40 }))).toMatchObject({ state: "failed" });
    expect(step("twilio", line({ ...refused, lastPollAt: 60 }))).toMatchObject({ state: "done" });
    expect(step("twilio", line({ lastWebhookAt: 10 }))).toMatchObject({ state: "done" });
    expect(step("twilio", line({ lastError: { at: 50, detail: "Fault", code: "20500" } }))).toMatchObject({ state: "doing" });
    const suspended = { lastError: { at: 50, detail: "Account not active", code: "20005" } };
    expect(step("twilio", line(suspended))).toMatchObject({ state: "failed", reason: "suspended" });
    expect(step("twilio", { line: { health: null } })).toMatchObject({ state: "doing" });
    expect(step("twilio", { line: { health: null }, firstInboundAt: 3 })).toMatchObject({ state: "done" });
  });

  it("wait for the first message, by whichever of line and messages knows it first", () => {
    expect(step("join", { line: { health: health() } })).toMatchObject({ state: "doing" });
    expect(step("join", { line: { health: health({ lastInboundAt: 7 }) } })).toMatchObject({ state: "done" });
    expect(step("join", { firstInboundAt: 7 })).toMatchObject({ state: "done", at: new Date(7).toISOString() });
  });

  it("tell the echo from arrival to the phone", () => {
    const came = message({});
    expect(step("echo", factsOf(came))).toMatchObject({ state: "doing", reason: "no_answer" });
    const answer = (status: MessageFact["status"], failureCode: string | null = null) =>
      step("echo", factsOf(came, message({ direction: "outbound", kind: "reply", status, failureCode })));
    expect(answer("queued")).toMatchObject({ state: "doing", reason: null });
    expect(answer("sent")).toMatchObject({ state: "doing" });
    expect(answer("delivered")).toMatchObject({ state: "done" });
    expect(answer("read")).toMatchObject({ state: "done" });
    expect(answer("failed", "63015")).toMatchObject({ state: "failed", reason: "send_failed", code: "63015" });
  });

  it("take no colleague's note for an answer, and no answer that was there before the customer", () => {
    const note = message({ direction: "outbound", kind: "note", status: "received" });
    const before = message({ direction: "outbound", kind: "text", status: "read" });
    expect(step("echo", factsOf(before, message({}), note))).toMatchObject({ state: "doing", reason: "no_answer" });
  });

  it.each([
    [{ owner: "none", isRefused: false, checkedAt: null }, "todo", "no_key"],
    [{ owner: "pool", isRefused: false, checkedAt: null }, "done", null],
    [{ owner: "tenant", isRefused: false, checkedAt: null }, "doing", "key_unchecked"],
    [{ owner: "tenant", isRefused: false, checkedAt: 9 }, "done", null],
    [{ owner: "tenant", isRefused: true, checkedAt: 9 }, "failed", "key_refused"],
  ] as const)("of the model's key %j are %s (%s)", (modelKey, state, reason) => {
    expect(step("model_key", { modelKey })).toMatchObject({ state, reason });
  });

  it("count as real whoever else is answered, on whichever channel", () => {
    const test = [message({}), message({ direction: "outbound", kind: "reply", status: "read" })];
    expect(step("first_conversation", factsOf(...test))).toMatchObject({ state: "doing" });
    const other = message({ conversationId: "cnv_b", channel: "web" });
    expect(step("first_conversation", factsOf(...test, other))).toMatchObject({ state: "doing" });
    const reply = message({ conversationId: "cnv_b", channel: "web", direction: "outbound", kind: "reply", status: "sent" });
    expect(step("first_conversation", factsOf(...test, other, reply))).toMatchObject({ state: "done" });
  });
});
