import type { BusinessNumber } from "../contract.ts";
import type { Core } from "../core.ts";

/**
 * The line that a person reaches under a number. A sandbox number belongs to many accounts: the person reaches the one joined
 * last, and words that join reach the account they name.
 * @returns undefined when there is no such number, or when the person has joined none of its sandboxes.
 * Source: https://www.twilio.com/docs/whatsapp/sandbox
 */
export function lineReached(core: Core, number: string, personId: string, text: string): BusinessNumber | undefined {
  const lines = core.state.numbers.filter((one) => one.number === number);
  const plain = lines.find((one) => one.sandboxWords === undefined);
  if (plain !== undefined) return plain;
  const joining = lines.find((one) => joins(one, text));
  const key = `${personId} ${number}`;
  if (joining !== undefined) {
    core.state.sandboxJoins[key] = joining.accountSid;
    core.changed();
  }
  return lines.find((one) => one.accountSid === core.state.sandboxJoins[key]);
}

/** Whether a message only joins this sandbox: Twilio answers such a one by itself. */
export function joins({ sandboxWords }: BusinessNumber, text: string): boolean {
  return sandboxWords !== undefined && text.trim().toLowerCase() === sandboxWords.toLowerCase();
}

/** A sandbox sends only to those who have joined it. Source: https://www.twilio.com/docs/api/errors/63015 */
export function outsideSandbox(core: Core, message: { accountSid: string; number: string; personId: string }): boolean {
  const line = core.state.numbers.find((one) => one.number === message.number && one.accountSid === message.accountSid);
  if (line?.sandboxWords === undefined) return false;
  return core.state.sandboxJoins[`${message.personId} ${message.number}`] !== message.accountSid;
}
