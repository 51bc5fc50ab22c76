import { describe, expect, it } from "vitest";
import type { SendOutcome } from "../../workers/channels/port.ts";
import {
  afterCheck,
  afterReport,
  afterSend,
  longestWaitMs,
  mostRetries,
  type OutboxRow,
} from "../../workers/conversation/outbox.ts";

const now = 1_700_000_000_000;
const row = (set: Partial<OutboxRow> = {}): OutboxRow => ({
  id: 1,
  lane: "channel",
  key: "msg_1:0",
  mark: 0,
  sender: "ai",
  payload: "{}",
  state: "sending",
  attempts: 0,
  checks: 0,
  dueAt: now,
  firstCallAt: now,
  queuedAt: now,
  incarnation: "i",
  called: null,
  ...set,
});

/** A fate in brief: how it ended, or in how many seconds it goes on after how many further tries. */
const brief = (fate: ReturnType<typeof afterSend>) =>
  fate.kind === "done"
    ? `${fate.status}${fate.failure ? ` ${fate.failure.code}` : ""}`
    : `${fate.row.state} +${(fate.row.dueAt - now) / 1_000}s after ${fate.row.attempts}`;

const refused = (code: string): SendOutcome => ({ kind: "refused", code, detail: "" });
const again = (code: string, afterMs = 0): SendOutcome => ({ kind: "again", code, afterMs });

describe("after a send call", () => {
  const cases: [what: string, row: OutboxRow, outcome: SendOutcome, fate: string][] = [
    ["accepted", row(), { kind: "accepted", sid: "SM1" }, "sent"],
    ["outside the window", row(), refused("63016"), "failed 63016"],
    ["the customer has said STOP to Twilio", row(), refused("21610"), "failed 21610"],
    ["a code nobody knows", row(), refused("99999"), "failed 99999"],
    ["a fault of theirs", row(), refused("30008"), "queued +5s after 1"],
    ["the same a second time", row({ attempts: 1 }), refused("30008"), "queued +30s after 2"],
    ["a third time", row({ attempts: 2 }), refused("30008"), "queued +120s after 3"],
    ["and a last time", row({ attempts: mostRetries }), refused("30008"), "failed 30008"],
    ["the number sends too fast", row(), refused("63018"), "queued +10s after 0"],
    ["too fast, however often", row({ attempts: mostRetries }), refused("63018"), "queued +10s after 3"],
    ["the day's limit", row(), refused("63038"), "queued +3600s after 0"],
    ["the day's limit, for a day", row({ queuedAt: now - longestWaitMs }), refused("63038"), "failed 63038"],
    ["a rate limit that says how long", row(), again("20429", 7_000), "queued +7s after 0"],
    ["a server in trouble", row(), again("503", 1_000), "queued +5s after 1"],
    ["a server in trouble, in the end", row({ attempts: mostRetries }), again("503"), "failed 503"],
    ["not its turn yet", row({ attempts: 2 }), again("pace", 9_000), "queued +9s after 2"],
    ["no credentials at hand", row(), again("no_credentials", 1_000), "queued +1s after 0"],
    ["nobody knows", row(), { kind: "unknown" }, "checking +10s after 0"],
  ];
  it.each(cases)("%s", (_what, given, outcome, fate) => {
    expect(brief(afterSend(given, outcome, now))).toBe(fate);
  });
});

describe("after looking for a call whose end nobody knows", () => {
  const cases: [
    what: string,
    row: OutboxRow,
    look: Parameters<typeof afterCheck>[1],
    then: Parameters<typeof afterCheck>[2],
    fate: string,
  ][] = [
    ["found", row(), { sid: "SM1" }, "send again", "sent"],
    ["absent once", row(), "absent", "send again", "checking +20s after 0"],
    ["absent twice", row({ checks: 1 }), "absent", "send again", "queued +5s after 1"],
    ["absent after the last try", row({ checks: 1, attempts: mostRetries }), "absent", "send again", "failed unknown_outcome"],
    ["absent and not wanted any more", row({ checks: 1 }), "absent", "withdraw", "canceled"],
    ["absent in a thread that has moved", row({ checks: 1 }), "absent", "give up", "failed unknown_outcome"],
    ["the list is away", row(), "away", "send again", "checking +20s after 0"],
    ["the list stays away", row({ checks: 7 }), "away", "send again", "ambiguous unknown_outcome"],
  ];
  it.each(cases)("%s", (_what, given, look, then, fate) => {
    expect(brief(afterCheck(given, look, then, now))).toBe(fate);
  });
});

describe("after a report that an accepted part failed", () => {
  const cases: [what: string, retries: number, code: string, next: { retries: number; seconds: number } | null][] = [
    ["a fault that passes", 0, "30008", { retries: 1, seconds: 5 }],
    ["after two further tries", 2, "30008", { retries: 3, seconds: 120 }],
    ["after three", 3, "30008", null],
    ["a limit", 0, "63018", { retries: 1, seconds: 10 }],
    ["a limit that was waited for three times", 3, "63018", null],
    ["final", 0, "63024", null],
    ["without a code", 0, "", null],
  ];
  it.each(cases)("%s", (_what, retries, code, next) => {
    const fate = afterReport(retries, code, now);
    expect(fate && { retries: fate.retries, seconds: (fate.dueAt - now) / 1_000 }).toEqual(next);
  });
});
