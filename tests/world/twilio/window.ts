import type { Core } from "../core.ts";

const WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * Whether free text may be sent now: WhatsApp allows it for 24 hours after the person's last message to that number.
 * Source: https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows
 */
export function windowOpen(core: Core, personId: string, number: string): boolean {
  const last = core.state.messages.findLast(
    (message) => message.direction === "inbound" && message.personId === personId && message.number === number,
  );
  return last !== undefined && core.now() - last.createdAt < WINDOW_MS;
}

const STOP_WORDS = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]);
const START_WORDS = new Set(["START", "YES", "UNSTOP"]);

/**
 * Keeps track of who opted out, by the default keywords, the whole message being the keyword.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out and https://help.twilio.com/articles/223134027
 */
export function noteOptOut(core: Core, personId: string, number: string, body: string): void {
  const word = body.trim().toUpperCase();
  const pair = `${personId} ${number}`;
  const optOuts = core.state.optOuts.filter((other) => other !== pair);
  if (STOP_WORDS.has(word)) core.state.optOuts = [...optOuts, pair];
  else if (START_WORDS.has(word)) core.state.optOuts = optOuts;
}

export function optedOut(core: Core, personId: string, number: string): boolean {
  return core.state.optOuts.includes(`${personId} ${number}`);
}
