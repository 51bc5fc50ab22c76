/** Why a message didn't go out, as the console words it: `failures.byReason` has one sentence for each. */
export type FailureReason =
  | "windowClosed"
  | "stopped"
  | "blocked"
  | "notOnWhatsapp"
  | "wrongRecipient"
  | "unreachable"
  | "undelivered"
  | "wrongSender"
  | "senderLocked"
  | "credentials"
  | "suspended"
  | "businessAccount"
  | "notAllowed"
  | "trial"
  | "sandbox"
  | "tooMany"
  | "dailyLimit"
  | "tooLong"
  | "empty"
  | "content"
  | "media"
  | "template"
  | "templateValues"
  | "templateHalted"
  | "declined"
  | "misconfigured"
  | "noLine"
  | "noChannel"
  | "takenOver"
  | "unconfirmed"
  | "providerAway";

/**
 * What becomes of a failure. `retry`: it may pass, so it is tried again a few times. `wait`: a limit that ends by itself; nothing
 * is wrong with the message, so it is tried again after `afterMs`. `final`: trying again would only fail again, or is not wanted.
 */
export type RetryRule =
  | { kind: "retry"; reason: FailureReason }
  /** `slowsNumber`: the number sends too fast, and has to send slower whomever it writes to. */
  | { kind: "wait"; reason: FailureReason; afterMs: number; slowsNumber: boolean }
  /** `reason` is null for a code nobody has words for. */
  | { kind: "final"; reason: FailureReason | null };

const secondMs = 1000;
const hourMs = 60 * 60 * secondMs;

const retry = (reason: FailureReason): RetryRule => ({ kind: "retry", reason });
const wait = (reason: FailureReason, afterMs: number, slowsNumber: boolean): RetryRule => ({
  kind: "wait",
  reason,
  afterMs,
  slowsNumber,
});
const final = (reason: FailureReason): RetryRule => ({ kind: "final", reason });

/**
 * Twilio's codes for a WhatsApp message, from the create call and from delivery reports alike. Each is explained at
 * https://www.twilio.com/docs/api/errors/<code>; which of WhatsApp's own errors stand behind the 63xxx ones is at
 * https://www.twilio.com/docs/whatsapp/api/error-code-mapping, and 63051 at https://www.twilio.com/docs/whatsapp/self-sign-up.
 */
const twilioRules: Readonly<Record<number, RetryRule>> = {
  // The account and its numbers.
  20003: final("credentials"),
  20404: final("credentials"),
  20005: final("suspended"),
  21408: final("notAllowed"),
  21603: final("wrongSender"),
  21606: final("wrongSender"),
  21608: final("trial"),
  21609: final("misconfigured"),
  21612: final("notAllowed"),
  21910: final("wrongSender"),
  30002: final("suspended"),
  63001: final("credentials"),
  63002: final("wrongSender"),
  63007: final("wrongSender"),
  63008: final("wrongSender"),
  63020: final("businessAccount"),
  63022: final("wrongSender"),
  63051: final("senderLocked"),
  // The person.
  21211: final("wrongRecipient"),
  21604: final("wrongRecipient"),
  21610: final("stopped"),
  21614: final("wrongRecipient"),
  30003: retry("unreachable"),
  30004: final("blocked"),
  30005: final("wrongRecipient"),
  30006: final("wrongRecipient"),
  63003: final("notOnWhatsapp"),
  63014: final("blocked"),
  63015: final("sandbox"),
  63024: final("wrongRecipient"),
  63031: final("wrongRecipient"),
  63032: final("declined"),
  63033: final("blocked"),
  63036: final("notOnWhatsapp"),
  63049: final("declined"),
  // What is sent.
  11751: final("media"),
  12300: final("media"),
  21617: final("tooLong"),
  21619: final("empty"),
  21620: final("media"),
  21623: final("media"),
  21655: final("template"),
  21656: final("templateValues"),
  30007: final("content"),
  63005: final("content"),
  63013: final("content"),
  63016: final("windowClosed"),
  63019: retry("media"),
  63021: final("content"),
  63025: retry("media"),
  63027: final("template"),
  63028: final("templateValues"),
  63029: retry("template"),
  63030: final("content"),
  63034: final("media"),
  63037: retry("media"),
  63040: final("template"),
  63041: final("templateHalted"),
  63042: final("templateHalted"),
  92007: final("templateValues"),
  // Limits: of the API, of the queue, of the number, of its day (a rolling one), of the account's.
  14107: wait("tooMany", 10 * secondMs, true),
  20429: wait("tooMany", secondMs, true),
  21611: wait("tooMany", 60 * secondMs, true),
  30001: wait("tooMany", 60 * secondMs, true),
  63017: wait("tooMany", 10 * secondMs, true),
  63018: wait("tooMany", 10 * secondMs, true),
  63038: wait("dailyLimit", hourMs, false),
  // Faults of theirs.
  20500: retry("providerAway"),
  20503: retry("providerAway"),
  30008: retry("undelivered"),
  63009: retry("providerAway"),
  63010: retry("providerAway"),
  63011: retry("providerAway"),
  63012: retry("providerAway"),
  63023: retry("undelivered"),
};

/** The same for answers without a code of Twilio's, by their HTTP status, and for Filo's own reasons. */
const ownRules: Readonly<Record<string, RetryRule>> = {
  "401": final("credentials"),
  "403": final("credentials"),
  "408": retry("providerAway"),
  "429": wait("tooMany", secondMs, true),
  // Twilio never called back, and its log has no such message.
  unknown_outcome: final("unconfirmed"),
  file_unreachable: retry("media"),
  no_credentials: retry("credentials"),
  no_line: final("noLine"),
  no_channel: final("noChannel"),
  pace: wait("tooMany", secondMs, false),
  stopped: final("stopped"),
  taken_over: final("takenOver"),
  template_unusable: final("template"),
  too_large: final("media"),
  unsupported_media: final("media"),
  window_closed: final("windowClosed"),
};

/**
 * What to do about a failure, by its code: Twilio's, an HTTP status, or one of Filo's own. One of Twilio's that isn't known is
 * final, since nothing says that it passes; a status of a server in trouble is tried again.
 */
export const retryRuleOf = (code: string): RetryRule => {
  const rule = Object.hasOwn(ownRules, code) ? ownRules[code] : twilioRules[/^\d+$/.test(code) ? Number(code) : 0];
  return rule ?? (/^5\d\d$/.test(code) ? retry("providerAway") : { kind: "final", reason: null });
};

/** Every code that has a rule: the console has words for each. */
export const knownFailureCodes: readonly string[] = [...Object.keys(twilioRules), ...Object.keys(ownRules)];
