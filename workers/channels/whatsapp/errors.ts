import type { SendOutcome } from "../port.ts";

/** Twilio's codes that a consultant can do something about, in words. Each is https://www.twilio.com/docs/api/errors/<code>. */
const words: Readonly<Record<string, string>> = {
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
  21617: "The message is too long",
  21619: "The message is empty",
  21910: "Sender and recipient are not on the same channel",
  30002: "The Twilio account is suspended",
  30003: "The recipient's phone cannot be reached",
  30005: "The recipient is unknown",
  30006: "This number cannot receive messages",
  30007: "The message was filtered",
  30008: "WhatsApp could not deliver the message",
  63001: "WhatsApp does not accept the sender's credentials",
  63003: "The recipient is not on WhatsApp",
  63005: "WhatsApp does not accept this content",
  63007: "This number is not a WhatsApp sender of the account",
  63013: "The message violates WhatsApp's policy",
  63015: "The recipient has not joined the Sandbox",
  63016: "WhatsApp's 24-hour window is closed",
  63018: "The sender has reached WhatsApp's limit",
  63024: "This is not a valid recipient",
  63031: "Sender and recipient are the same",
  63032: "WhatsApp does not allow this message to this recipient",
  63033: "The recipient has blocked this number",
  63038: "The account has reached its daily number of messages",
  63049: "WhatsApp chose not to deliver the message",
};

/** Refusals of the moment: nothing was accepted, and the same call may succeed later. */
const passing = new Set(["20429", "20500", "20503", "21611", "30001", "14107"]);

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
  if (answer.status === 429 || answer.status >= 500 || passing.has(code))
    return { kind: "again", afterMs: waitOf(answer.retryAfter), code };
  return { kind: "refused", ...failureOf(code, answer.text) };
};

/** RFC 9110, section 10.2.3; only seconds, which is what Twilio sends. */
const waitOf = (retryAfter: string | null): number => {
  const seconds = Number(retryAfter ?? "1");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * secondMs, longestWaitMs) : secondMs;
};
