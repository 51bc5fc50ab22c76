import type { AlertKind } from "../../schema/contract/health.ts";
import type { LineHealth } from "../channels/whatsapp/line.ts";
import { retryRuleOf, type FailureReason } from "../channels/whatsapp/retryTable.ts";
import type { NearQuota } from "../platform/keyQuota.ts";
import type { FailureCount } from "./readFailures.ts";
import type { LineFacts } from "./readLines.ts";
import type { SpendFacts } from "./readSpends.ts";

/** What the rules look at. Null is what did not answer: nothing is concluded from it, neither way. Times in milliseconds. */
export interface AlertFacts {
  now: number;
  lines: Pick<LineFacts, "number" | "connectedAt" | "unansweredSince" | "health">[];
  /** Messages that failed within the last hour. */
  failures: Pick<FailureCount, "code" | "count">[];
  outbox: { waiting: number; oldestAt: number | null } | null;
  jobs: { due: number; oldestAt: number | null };
  isModelKeyRefused: boolean;
  /** Quotas of the pool, for tenants that run the installation; empty for others. */
  nearQuota: NearQuota[] | null;
  spends: Pick<SpendFacts, "agentName" | "spentMicros" | "capMicros">[];
}

/** Kind and subject name a trouble. */
export interface AlertName {
  kind: AlertKind;
  subject: string;
}

export interface WantedAlert extends AlertName {
  /** The figure its words speak of (`schema/contract/health.ts`). */
  detail: string;
}

const minuteMs = 60_000;
/** A line asks Twilio every few minutes at the latest, whatever its mode: three such rounds missed are no accident. */
const silentAfterMs = 15 * minuteMs;
/** Anybody can make up a call. Several, and none since that was Twilio's own, are a wrong token or a wrong address. */
const refusedRecentlyMs = 30 * minuteMs;
const leastRefused = 3;
const outboxAfterMs = 2 * minuteMs;
const jobsAfterMs = 15 * minuteMs;
const nearCap = 0.8;

/** Failures that the tenant has to see to: not the customer's phone, but the account, the number or the installation. */
const ownFaults: ReadonlySet<FailureReason> = new Set([
  "wrongSender",
  "senderLocked",
  "credentials",
  "suspended",
  "businessAccount",
  "dailyLimit",
  "misconfigured",
  "noLine",
  "templateHalted",
  "providerAway",
]);
const fewFailures = 3;
const manyFailures = 10;

const reasonOf = (code: string): FailureReason | null => {
  const { reason } = retryRuleOf(code);
  return reason;
};

/** Troubles with the account itself: asking again changes nothing until somebody sees to it. */
const isRefusal = (code: string | null | undefined): boolean => {
  const reason = code ? reasonOf(code) : null;
  return reason === "credentials" || reason === "suspended";
};

const isRefused = ({ lastError, lastPollAt }: LineHealth): boolean =>
  lastError !== null && lastError.at > (lastPollAt ?? 0) && isRefusal(lastError.code);

const isSilent = (line: Pick<LineFacts, "connectedAt">, health: LineHealth, now: number): boolean => {
  const heard = health.isConnected ? Math.max(health.lastPollAt ?? 0, health.lastWebhookAt ?? 0) : 0;
  return now - Math.max(heard, line.connectedAt) > silentAfterMs;
};

const hasRefusedCalls = ({ refusedSignatures, lastRefusedAt, lastWebhookAt }: LineHealth, now: number): boolean =>
  refusedSignatures >= leastRefused &&
  lastRefusedAt !== null &&
  now - lastRefusedAt < refusedRecentlyMs &&
  lastRefusedAt > (lastWebhookAt ?? 0);

/** One call without an answer is an object that starts anew, or a busy minute; every call for that long is a number nobody reaches. */
const isUnreachable = ({ unansweredSince }: Pick<LineFacts, "unansweredSince">, now: number): boolean =>
  unansweredSince !== null && now - unansweredSince > silentAfterMs;

const lineAlerts = (line: AlertFacts["lines"][number], now: number): WantedAlert[] => {
  const { number: subject, health } = line;
  if (health === null) return isUnreachable(line, now) ? [{ kind: "line_silent", subject, detail: "" }] : [];
  const found: WantedAlert[] = [];
  if (isRefused(health)) found.push({ kind: "line_refused", subject, detail: health.lastError?.code ?? "" });
  else if (isSilent(line, health, now)) found.push({ kind: "line_silent", subject, detail: "" });
  if (hasRefusedCalls(health, now)) found.push({ kind: "signatures_refused", subject, detail: String(health.refusedSignatures) });
  return found;
};

const sendAlerts = (failures: AlertFacts["failures"]): WantedAlert[] =>
  failures
    .filter(({ code, count }) => {
      const reason = reasonOf(code);
      return count >= (reason !== null && ownFaults.has(reason) ? fewFailures : manyFailures);
    })
    .map(({ code, count }) => ({ kind: "sends_failing", subject: code, detail: String(count) }));

const hasWaited = (oldestAt: number | null, forMs: number, now: number): boolean => oldestAt !== null && now - oldestAt > forMs;

const queueAlerts = ({ outbox, jobs, now }: AlertFacts): WantedAlert[] => {
  const found: WantedAlert[] = [];
  if (outbox && hasWaited(outbox.oldestAt, outboxAfterMs, now))
    found.push({ kind: "outbox_stuck", subject: "", detail: String(outbox.waiting) });
  if (hasWaited(jobs.oldestAt, jobsAfterMs, now)) found.push({ kind: "jobs_stuck", subject: "", detail: String(jobs.due) });
  return found;
};

const modelAlerts = ({ isModelKeyRefused, nearQuota, spends }: AlertFacts): WantedAlert[] => [
  ...(isModelKeyRefused ? [{ kind: "model_key_invalid" as const, subject: "", detail: "" }] : []),
  ...(nearQuota ?? []).map(({ subject, calls, quota }) => ({
    kind: "model_quota_near" as const,
    subject,
    detail: `${calls}/${quota}`,
  })),
  ...spends.flatMap(({ agentName, spentMicros, capMicros }) =>
    spentMicros !== null && capMicros > 0 && spentMicros >= capMicros * nearCap
      ? [{ kind: "spend_near_cap" as const, subject: agentName, detail: String(Math.floor((spentMicros / capMicros) * 100)) }]
      : [],
  ),
];

/** What a person should look at as things stand, once each. */
export const wantedAlerts = (facts: AlertFacts): WantedAlert[] => {
  const all = [
    ...facts.lines.flatMap((line) => lineAlerts(line, facts.now)),
    ...sendAlerts(facts.failures),
    ...queueAlerts(facts),
    ...modelAlerts(facts),
  ];
  return [...new Map(all.map((alert) => [nameOf(alert), alert])).values()];
};

/** Whether nothing is known now that would say if this trouble goes on: it stays as it is. */
export const isUndecided = ({ lines, outbox, nearQuota, spends }: AlertFacts, { kind, subject }: AlertName): boolean => {
  if (kind === "line_silent" || kind === "line_refused" || kind === "signatures_refused")
    return lines.some(({ number, health }) => number === subject && health === null);
  if (kind === "outbox_stuck") return outbox === null;
  if (kind === "model_quota_near") return nearQuota === null;
  if (kind === "spend_near_cap")
    return spends.some(({ agentName, spentMicros }) => agentName === subject && spentMicros === null);
  return false;
};

/** Kind and subject as one string. */
export const nameOf = ({ kind, subject }: AlertName): string => `${kind}:${subject}`;
