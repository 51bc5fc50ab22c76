import type { Dictionary } from "../../i18n/it.ts";

export type FailureReason = keyof Dictionary["failures"]["byReason"];

/**
 * Every code that a message of ours can fail with, by what a consultant can do about it. Numbers are Twilio's, each explained at
 * https://www.twilio.com/docs/api/errors/<code>, or the HTTP status of an answer without one; words are Filo's own.
 */
const codes: Record<FailureReason, readonly string[]> = {
  windowClosed: ["window_closed", "63016"],
  stopped: ["21610"],
  blocked: ["63033"],
  notOnWhatsapp: ["63003"],
  wrongRecipient: ["21211", "21604", "21614", "30005", "30006", "63024", "63031"],
  unreachable: ["30003"],
  undelivered: ["30008"],
  wrongSender: ["21603", "21910", "63007"],
  credentials: ["no_credentials", "20003", "20404", "63001", "401", "403"],
  suspended: ["30002"],
  notAllowed: ["21408"],
  trial: ["21608"],
  sandbox: ["63015"],
  tooMany: ["pace", "429", "14107", "20429", "21611", "30001"],
  dailyLimit: ["63018", "63038"],
  tooLong: ["21617"],
  empty: ["21619"],
  content: ["30007", "63005", "63013"],
  declined: ["63032", "63049"],
  misconfigured: ["21609"],
  noLine: ["no_line"],
  noChannel: ["no_channel"],
  takenOver: ["taken_over"],
  unconfirmed: ["unknown_outcome"],
  providerAway: ["408", "20500", "20503"],
};

const byCode = new Map<string, FailureReason>(
  Object.entries(codes).flatMap(([reason, known]) => known.map((code) => [code, reason as FailureReason] as const)),
);

/** What a failure's code comes down to; null for one that is not known here. */
export const failureReasonOf = (code: string): FailureReason | null =>
  byCode.get(code) ?? (/^5\d\d$/.test(code) ? "providerAway" : null);
