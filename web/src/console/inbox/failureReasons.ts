import type { Dictionary } from "../../i18n/it.ts";

export type FailureReason = keyof Dictionary["failures"]["byReason"];

/**
 * Every code that a message of ours can fail with, by what a consultant can do about it. Numbers are Twilio's, each explained at
 * https://www.twilio.com/docs/api/errors/<code>, or the HTTP status of an answer without one; words are Filo's own. What is tried
 * again by itself is decided by the same codes in the Worker's `retryTable.ts`.
 */
const codes: Record<FailureReason, readonly string[]> = {
  windowClosed: ["window_closed", "63016"],
  stopped: ["stopped", "21610"],
  blocked: ["30004", "63014", "63033"],
  notOnWhatsapp: ["63003", "63036"],
  wrongRecipient: ["21211", "21604", "21614", "30005", "30006", "63024", "63031"],
  unreachable: ["30003"],
  undelivered: ["30008", "63023"],
  wrongSender: ["21603", "21606", "21910", "63002", "63007", "63008", "63022"],
  senderLocked: ["63051"],
  credentials: ["no_credentials", "401", "403", "20003", "20404", "63001"],
  suspended: ["20005", "30002"],
  businessAccount: ["63020"],
  notAllowed: ["21408", "21612"],
  trial: ["21608"],
  sandbox: ["63015"],
  tooMany: ["pace", "429", "14107", "20429", "21611", "30001", "63017", "63018"],
  dailyLimit: ["63038"],
  tooLong: ["21617"],
  empty: ["21619"],
  content: ["30007", "63005", "63013", "63021", "63030"],
  media: [
    "file_unreachable",
    "too_large",
    "unsupported_media",
    "11751",
    "12300",
    "21620",
    "21623",
    "63019",
    "63025",
    "63034",
    "63037",
  ],
  template: ["template_unusable", "21655", "63027", "63029", "63040"],
  templateValues: ["21656", "63028", "92007"],
  templateHalted: ["63041", "63042"],
  declined: ["63032", "63049"],
  misconfigured: ["21609"],
  noLine: ["no_line"],
  noChannel: ["no_channel"],
  takenOver: ["taken_over"],
  unconfirmed: ["unknown_outcome"],
  providerAway: ["408", "20500", "20503", "63009", "63010", "63011", "63012"],
};

const byCode = new Map<string, FailureReason>(
  Object.entries(codes).flatMap(([reason, known]) => known.map((code) => [code, reason as FailureReason] as const)),
);

/** What a failure's code comes down to; null for one that is not known here. */
export const failureReasonOf = (code: string): FailureReason | null =>
  byCode.get(code) ?? (/^5\d\d$/.test(code) ? "providerAway" : null);
