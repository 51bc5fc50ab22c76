import type { Core } from "../core.ts";

/** A person and an account's number. */
interface Between {
  personId: string;
  number: string;
  accountSid: string;
}

const WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * Whether free text may be sent now: WhatsApp allows it for 24 hours after the person's last message to that number.
 * Source: https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows
 */
export function windowOpen(core: Core, between: Between): boolean {
  const pair = pairOf(core, between);
  const last = core.state.messages.findLast((message) => message.direction === "inbound" && pairOf(core, message) === pair);
  return last !== undefined && core.now() - last.createdAt < WINDOW_MS;
}

const STOP_WORDS = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]);
const START_WORDS = new Set(["START", "YES", "UNSTOP"]);

/**
 * Keeps track of who opted out, by the default keywords, the whole message being the keyword.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out and https://help.twilio.com/articles/223134027
 */
export function noteOptOut(core: Core, between: Between, body: string): void {
  const word = body.trim().toUpperCase();
  const pair = pairOf(core, between);
  const optOuts = core.state.optOuts.filter((other) => other !== pair);
  if (STOP_WORDS.has(word)) core.state.optOuts = [...optOuts, pair];
  else if (START_WORDS.has(word)) core.state.optOuts = optOuts;
}

export function optedOut(core: Core, between: Between): boolean {
  return core.state.optOuts.includes(pairOf(core, between));
}

/** In a sandbox the number alone does not say whom somebody has stopped. */
function pairOf(core: Core, { personId, number, accountSid }: Between): string {
  const shared = core.state.numbers.some((one) => one.number === number && one.sandboxWords !== undefined);
  return shared ? `${personId} ${number} ${accountSid}` : `${personId} ${number}`;
}
