import type { SendOutcome } from "../channels/port.ts";
import type { MessageStatus } from "../../schema/contract/enums.ts";

/** One lane per destination: ordered in itself, none waits for another (DESIGN section 3, "The outbox"). */
export const lanes = ["channel", "live", "d1"] as const;
export type Lane = (typeof lanes)[number];

/** A row that still has to leave. `checking` means: a call was made and nobody knows how it ended. */
export interface OutboxRow {
  id: number;
  lane: Lane;
  key: string;
  mark: number;
  sender: string | null;
  payload: string;
  state: "queued" | "sending" | "checking";
  attempts: number;
  checks: number;
  dueAt: number;
  firstCallAt: number | null;
  incarnation: string | null;
}

/** What a channel row carries. */
export interface PartPayload {
  messageId: string;
  part: number;
  text: string;
}

/** At most this many further tries after the first (issue: "retries with backoff, at most 3, then visible failure"). */
export const mostRetries = 3;
const backoffMs = [5_000, 30_000, 120_000];

/** Twilio's list may lag behind its answers: absence is believed at the second look. */
const checkDelaysMs = [10_000, 20_000];
const mostChecks = 8;

export type RowFate =
  | { kind: "done"; status: MessageStatus; sid: string | null; failure: { code: string; detail: string } | null }
  | { kind: "later"; row: Pick<OutboxRow, "state" | "attempts" | "checks" | "dueAt"> };

const failed = (code: string, detail: string): RowFate => ({
  kind: "done",
  status: "failed",
  sid: null,
  failure: { code, detail },
});

const withdrawn: RowFate = { kind: "done", status: "canceled", sid: null, failure: null };

const tryAgain = (row: OutboxRow, afterMs: number, code: string, now: number): RowFate =>
  row.attempts >= mostRetries
    ? failed(code, "The provider could not be reached")
    : {
        kind: "later",
        row: {
          state: "queued",
          attempts: row.attempts + 1,
          checks: 0,
          dueAt: now + Math.max(afterMs, backoffMs[row.attempts] ?? 120_000),
        },
      };

const checkLater = (row: OutboxRow, checks: number, now: number): RowFate => ({
  kind: "later",
  row: { state: "checking", attempts: row.attempts, checks, dueAt: now + (checkDelaysMs[checks] ?? 30_000) },
});

/** The line's own reasons to wait: no call was made, so none is counted. */
const untried = new Set(["pace", "no_credentials"]);

/** What becomes of a row after the send call has ended, or has been found lost. */
export const afterSend = (row: OutboxRow, outcome: SendOutcome, now: number): RowFate => {
  switch (outcome.kind) {
    case "accepted":
      return { kind: "done", status: "sent", sid: outcome.sid, failure: null };
    case "refused":
      return failed(outcome.code, outcome.detail);
    case "again":
      return untried.has(outcome.code)
        ? { kind: "later", row: { state: "queued", attempts: row.attempts, checks: 0, dueAt: now + outcome.afterMs } }
        : tryAgain(row, outcome.afterMs, outcome.code, now);
    case "unknown":
      return checkLater(row, 0, now);
  }
};

/**
 * What becomes of a row whose outcome was unknown, after looking into the provider's list: found means accepted; absent twice
 * means it may be sent again; never seen because the list is away means a person has to look.
 */
export const afterCheck = (
  row: OutboxRow,
  look: { sid: string } | "absent" | "away",
  ifAbsent: "send again" | "withdraw" | "give up",
  now: number,
): RowFate => {
  if (typeof look === "object") return { kind: "done", status: "sent", sid: look.sid, failure: null };
  const checks = row.checks + 1;
  if (look === "absent" && checks >= checkDelaysMs.length) {
    if (ifAbsent === "send again") return tryAgain(row, 0, "unknown_outcome", now);
    return ifAbsent === "withdraw" ? withdrawn : failed("unknown_outcome", "It was not sent");
  }
  if (checks >= mostChecks) {
    return {
      kind: "done",
      status: "ambiguous",
      sid: null,
      failure: { code: "unknown_outcome", detail: "The provider never said whether it was sent" },
    };
  }
  return checkLater(row, checks, now);
};

/** Delay before a lane whose destination is away is tried again: it drains within five minutes of the fault's end (invariant I13). */
export const laneBackoff = (attempts: number): number => Math.min(30_000, 500 * 2 ** Math.min(attempts, 6));
