import type { SendOutcome } from "../port.ts";
import { retryRuleOf } from "./retryTable.ts";

/** Twilio's codes that a consultant can do something about, in words. Each is https://www.twilio.com/docs/api/errors/<code>. */
const words: Readonly<Record<string, string>> = {
  11751: "The file is larger than Twilio takes",
  12300: "Twilio does not accept this kind of file",
  14107: "The account sends too fast",
  20003: "Twilio does not accept the account's credentials",
  20404: "Twilio does not know this account",
  21211: "This is not a valid recipient",
  21408: "The account may not send to this region",
  21603: "The sender's number is missing",
  21604: "The recipient is missing",
  21608: "A trial account can write only to verified numbers",
  21609: "Twilio cannot reach the status callback's address",
  21610: "The recipient has written STOP",
  21614: "This number cannot receive messages",
  21611: "Too many messages wait to be sent",
  21617: "The message is too long",
  21619: "The message is empty",
  21620: "Twilio cannot use the file's address",
  21655: "Twilio does not know this template",
  21656: "The template's values are not valid",
  21910: "Sender and recipient are not on the same channel",
  30001: "Too many messages wait to be sent",
  30002: "The Twilio account is suspended",
  30003: "The recipient's phone cannot be reached",
  30005: "The recipient is unknown",
  30006: "This number cannot receive messages",
  30007: "The message was filtered",
  30008: "WhatsApp could not deliver the message",
  63001: "WhatsApp does not accept the sender's credentials",
  63002: "WhatsApp does not know the sender",
  63003: "The recipient is not on WhatsApp",
  63005: "WhatsApp does not accept this content",
  63007: "This number is not a WhatsApp sender of the account",
  63012: "WhatsApp had a fault",
  63013: "The message violates WhatsApp's policy",
  63014: "The recipient has blocked this number",
  63015: "The recipient has not joined the Sandbox",
  63016: "WhatsApp's 24-hour window is closed",
  63018: "The sender has reached WhatsApp's limit",
  63019: "The file could not be fetched",
  63020: "WhatsApp's business account is not in order",
  63021: "WhatsApp does not accept this content",
  63024: "This is not a valid recipient",
  63027: "WhatsApp has no such template in this language",
  63028: "The template needs other values",
  63031: "Sender and recipient are the same",
  63032: "WhatsApp does not allow this message to this recipient",
  63033: "The recipient has blocked this number",
  63034: "The file is larger than WhatsApp takes",
  63036: "The recipient cannot be reached on this channel",
  63038: "The account has reached its daily number of messages",
  63041: "WhatsApp has paused this template",
  63042: "WhatsApp has disabled this template",
  63049: "WhatsApp chose not to deliver the message",
  63051: "WhatsApp has locked the sender",
  92007: "The template's values are not valid",
};

/** Statuses of a gateway that may have passed the call on before it gave up: Twilio may have accepted the message. */
const undecided = new Set([408, 502, 504, 520, 522, 524]);

const secondMs = 1000;
const longestWaitMs = 60 * secondMs;

/** A failure in words. Twilio's own text is kept for codes that have none here, shortened. */
export const failureOf = (code: string | number | undefined | null, text?: string | null): { code: string; detail: string } => {
  const key = String(code ?? "unknown");
  return { code: key, detail: words[key] ?? (text?.slice(0, 200) || "The message could not be sent") };
};

/** What Twilio's answer to a create call means, when it isn't an accepted message. */
export const outcomeOfAnswer = (answer: {
  status: number;
  code: string | number | undefined;
  text: string | undefined;
  retryAfter: string | null;
}): SendOutcome => {
  const code = String(answer.code ?? answer.status);
  if (answer.status < 400 || undecided.has(answer.status)) return { kind: "unknown" };
  const rule = retryRuleOf(code);
  if (answer.status !== 429 && answer.status < 500 && rule.kind === "final")
    return { kind: "refused", ...failureOf(code, answer.text) };
  const atLeastMs = rule.kind === "wait" && answer.retryAfter === null ? rule.afterMs : 0;
  return { kind: "again", afterMs: Math.max(waitOf(answer.retryAfter), atLeastMs), code };
};

/** RFC 9110, section 10.2.3; only seconds, which is what Twilio sends. */
const waitOf = (retryAfter: string | null): number => {
  const seconds = Number(retryAfter ?? "1");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * secondMs, longestWaitMs) : secondMs;
};
