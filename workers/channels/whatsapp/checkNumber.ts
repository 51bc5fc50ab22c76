import { withDeadline } from "./deadline.ts";
import { readTwilio, TwilioUnreadable, type TwilioAccess } from "./twilioRequests.ts";

/** What Twilio says of an account and of a number as a WhatsApp sender of it. See `whatsappCheckAnswerSchema` in the contract. */
export interface NumberCheck {
  account: {
    state: "ok" | "refused" | "unknown" | "suspended" | "closed" | "unreachable";
    name: string | null;
    isTrial: boolean;
  };
  sender: { state: "ok" | "offline" | "not_yours" | "unchecked"; status: string | null };
}

const patienceMs = 12_000;
const pageSize = 100;
const mostPages = 10;

const unchecked: NumberCheck["sender"] = { state: "unchecked", status: null };

/** The API of senders and of typing indicators has a host of its own; with another base configured, everything of Twilio's is there. */
export const messagingBase = (apiBase: string): string =>
  apiBase === "https://api.twilio.com" ? "https://messaging.twilio.com" : apiBase;

/**
 * A suspended account is refused with a code of its own; of SID and token that don't belong together Twilio doesn't say which is wrong.
 * Sources: https://www.twilio.com/docs/api/errors/20003, …/20005, …/20404
 */
const stateByCode: Record<string, NumberCheck["account"]["state"]> = {
  20003: "refused",
  401: "refused",
  20005: "suspended",
  20404: "unknown",
  404: "unknown",
};

/** Source: https://www.twilio.com/docs/iam/api/account#fetch-an-account-resource */
const readAccount = async (access: TwilioAccess): Promise<NumberCheck["account"]> => {
  try {
    const address = new URL(`${access.apiBase}/2010-04-01/Accounts/${access.accountSid}.json`);
    const account = (await readTwilio(access, address)) as { friendly_name?: unknown; status?: unknown; type?: unknown };
    const name = typeof account.friendly_name === "string" ? account.friendly_name : null;
    const state = account.status === "suspended" || account.status === "closed" ? account.status : "ok";
    return { state, name, isTrial: account.type === "Trial" };
  } catch (cause) {
    if (!(cause instanceof TwilioUnreadable)) throw cause;
    return { state: stateByCode[cause.code] ?? "unreachable", name: null, isTrial: false };
  }
};

const senderOf = (status: string | null): NumberCheck["sender"] => ({
  state: status === "ONLINE" || status === "ONLINE:UPDATING" ? "ok" : "offline",
  status,
});

/** Source: https://www.twilio.com/docs/whatsapp/api/senders */
const readSender = async (access: TwilioAccess, number: string): Promise<NumberCheck["sender"]> => {
  const senders = { ...access, apiBase: messagingBase(access.apiBase) };
  try {
    let next: string | null = `${senders.apiBase}/v2/Channels/Senders?Channel=whatsapp&PageSize=${pageSize}`;
    for (let page = 0; next !== null && page < mostPages; page++) {
      const answer = (await readTwilio(senders, new URL(next))) as {
        senders?: { sender_id?: unknown; status?: unknown }[];
        meta?: { next_page_url?: string | null };
      };
      if (!Array.isArray(answer.senders)) return unchecked;
      const found = answer.senders.find(({ sender_id: id }) => id === `whatsapp:${number}`);
      if (found) return senderOf(typeof found.status === "string" ? found.status : null);
      next = answer.meta?.next_page_url ?? null;
    }
    return next === null ? { state: "not_yours", status: null } : unchecked;
  } catch (cause) {
    // An account that may not use this API may have the number all the same.
    if (cause instanceof TwilioUnreadable) return unchecked;
    throw cause;
  }
};

/** Asks Twilio about the account, and, when that is in order, about the number. Never throws for what Twilio does; takes 12 s at most. */
export const checkNumber = async (access: TwilioAccess, number: string): Promise<NumberCheck> => {
  const unreachable: NumberCheck = { account: { state: "unreachable", name: null, isTrial: false }, sender: unchecked };
  const ask = async (): Promise<NumberCheck> => {
    const account = await readAccount(access);
    return { account, sender: account.state === "ok" ? await readSender(access, number) : unchecked };
  };
  return withDeadline(ask(), patienceMs).catch(() => unreachable);
};
