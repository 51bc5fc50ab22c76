import type { MessageStatus } from "../../schema/contract/enums.ts";
import { failureOf } from "../channels/whatsapp/errors.ts";
import { retryRuleOf } from "../channels/whatsapp/retryTable.ts";
import type { SendOutcome } from "../channels/port.ts";
import type { Purpose } from "./mayBeSent.ts";
import type { Piece } from "./partsOf.ts";

/** One lane per destination: ordered in itself, none waits for another (DESIGN section 3, "The outbox"). */
export const lanes = ["channel", "live", "d1", "jobs"] as const;
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
  queuedAt: number;
  incarnation: string | null;
  /** Where the last call went to; null before the first. */
  called: { line: string; to: string } | null;
}

/** What one part of a message is made of, and why it is sent. */
export interface PartContent extends Piece {
  purpose: Purpose;
}

/** What a channel row carries. */
export interface PartPayload extends PartContent {
  messageId: string;
  part: number;
}

/** Rows that were queued before files and templates were sent have neither. */
export const readPayload = (payload: string): PartPayload => ({
  file: null,
  template: null,
  purpose: "reply",
  ...(JSON.parse(payload) as Omit<PartPayload, "file" | "template" | "purpose">),
});

/** At most this many further tries after the first (issue: "retries with backoff, at most 3, then visible failure"). */
export const mostRetries = 3;
const backoffMs = [5_000, 30_000, 120_000];
const backoff = (tries: number): number => backoffMs[tries] ?? 120_000;

/** A limit of the provider's is waited for no longer than WhatsApp's window lasts: what it answers is over by then. */
export const longestWaitMs = 24 * 60 * 60_000;

/** Twilio's list may lag behind its answers: absence is believed at the second look. */
const checkDelaysMs = [10_000, 20_000];
const mostChecks = 8;

interface Failure {
  code: string;
  detail: string;
}

export type RowFate =
  | { kind: "done"; status: MessageStatus; sid: string | null; failure: Failure | null }
  | { kind: "later"; row: Pick<OutboxRow, "state" | "attempts" | "checks" | "dueAt"> };

const failed = (failure: Failure): RowFate => ({ kind: "done", status: "failed", sid: null, failure });

const withdrawn: RowFate = { kind: "done", status: "canceled", sid: null, failure: null };

const queueAgain = (attempts: number, dueAt: number): RowFate => ({
  kind: "later",
  row: { state: "queued", attempts, checks: 0, dueAt },
});

const tryAgain = (row: OutboxRow, afterMs: number, failure: Failure, now: number): RowFate =>
  row.attempts >= mostRetries ? failed(failure) : queueAgain(row.attempts + 1, now + Math.max(afterMs, backoff(row.attempts)));

const waitFor = (row: OutboxRow, afterMs: number, failure: Failure, now: number): RowFate =>
  now + afterMs - row.queuedAt > longestWaitMs ? failed(failure) : queueAgain(row.attempts, now + afterMs);

const checkLater = (row: OutboxRow, checks: number, now: number): RowFate => ({
  kind: "later",
  row: { state: "checking", attempts: row.attempts, checks, dueAt: now + (checkDelaysMs[checks] ?? 30_000) },
});

/** Our own reasons to wait: no call was made, so none is counted. */
const untried = new Set(["pace", "no_credentials", "file_unreachable", "called_off"]);

const unreachable = (code: string): Failure => failureOf(code, "The provider could not be reached");

/** What becomes of a row after the send call has ended, or has been found lost. */
export const afterSend = (row: OutboxRow, outcome: SendOutcome, now: number): RowFate => {
  switch (outcome.kind) {
    case "accepted":
      return { kind: "done", status: "sent", sid: outcome.sid, failure: null };
    case "refused":
      return afterRefusal(row, { code: outcome.code, detail: outcome.detail }, now);
    case "again": {
      const { code, afterMs } = outcome;
      if (untried.has(code)) return queueAgain(row.attempts, now + afterMs);
      const rule = retryRuleOf(code);
      return rule.kind === "wait"
        ? waitFor(row, Math.max(afterMs, rule.afterMs), unreachable(code), now)
        : tryAgain(row, afterMs, unreachable(code), now);
    }
    case "unknown":
      return checkLater(row, 0, now);
  }
};

const afterRefusal = (row: OutboxRow, failure: Failure, now: number): RowFate => {
  const rule = retryRuleOf(failure.code);
  if (rule.kind === "retry") return tryAgain(row, 0, failure, now);
  return rule.kind === "wait" ? waitFor(row, rule.afterMs, failure, now) : failed(failure);
};

/**
 * Whether a part that was accepted and then reported as failed goes out once more, and when. Every try counts, whoever found it
 * had failed: the call or the report. Null: the failure is final.
 */
export const afterReport = (retries: number, code: string, now: number): { retries: number; dueAt: number } | null => {
  const rule = retryRuleOf(code);
  if (rule.kind === "final" || retries >= mostRetries) return null;
  const waitMs = rule.kind === "wait" ? Math.max(rule.afterMs, backoff(retries)) : backoff(retries);
  return { retries: retries + 1, dueAt: now + waitMs };
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
    if (ifAbsent === "send again") return tryAgain(row, 0, unreachable("unknown_outcome"), now);
    return ifAbsent === "withdraw" ? withdrawn : failed({ code: "unknown_outcome", detail: "It was not sent" });
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
