import type { Account, WorldMessage } from "../contract.ts";
import type { Core } from "../core.ts";
import { twilioError } from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { reach } from "./reach.ts";
import { messageResource } from "./resource.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * One page of an account's messages, newest first.
 * Filters: To, From, DateSent (that UTC day, or that instant), `DateSent>` and `DateSent<` (on or after, on or before).
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources and
 * https://www.twilio.com/docs/usage/twilios-response#pagination.
 */
export function listMessages(core: Core, account: Account, query: URLSearchParams): Record<string, unknown> | TwilioError {
  const pageSize = Number(query.get("PageSize") ?? 50);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000)
    return twilioError(400, 20001, "Invalid PageSize parameter");
  const wanted = dateFilter(query);
  if (wanted === null) return twilioError(400, 20001, "Invalid DateSent parameter");

  const matching = core.state.messages
    .filter((message) => message.accountSid === account.accountSid && message.listedAt <= core.now())
    .filter((message) => sameOrAbsent(query.get("To"), message.to) && sameOrAbsent(query.get("From"), message.from))
    .filter((message) => wanted(message.sentAt ?? message.createdAt))
    .toReversed();
  return page(core, account, query, matching, pageSize);
}

function page(
  core: Core,
  account: Account,
  query: URLSearchParams,
  matching: WorldMessage[],
  pageSize: number,
): Record<string, unknown> {
  const token = query.get("PageToken");
  const after = token === null ? -1 : matching.findIndex((message) => `PA${message.sid}` === token);
  const start = after + 1;
  const shown = matching.slice(start, start + pageSize);
  for (const message of shown) reach(core, message, "taken");
  const number = Number(query.get("Page") ?? 0);
  const last = shown.at(-1);
  const more = last !== undefined && start + pageSize < matching.length;
  return {
    messages: shown.map(messageResource),
    page: number,
    page_size: pageSize,
    start,
    end: Math.max(start + shown.length - 1, 0),
    uri: pageUri(account, query, {}),
    first_page_uri: pageUri(account, query, { Page: "0", PageToken: null }),
    next_page_uri: more ? pageUri(account, query, { Page: String(number + 1), PageToken: `PA${last.sid}` }) : null,
    previous_page_uri: null,
  };
}

function pageUri(account: Account, query: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return `/2010-04-01/Accounts/${account.accountSid}/Messages.json?${next}`;
}

function sameOrAbsent(wanted: string | null, actual: string): boolean {
  return wanted === null || wanted === actual;
}

/** Null when a date cannot be read. Twilio's dates have whole seconds, so instants are compared by second. */
function dateFilter(query: URLSearchParams): ((ms: number) => boolean) | null {
  const on = query.get("DateSent");
  const from = query.get("DateSent>");
  const until = query.get("DateSent<");
  const times = [on, from, until].map((text) => (text === null ? null : Date.parse(text)));
  if (times.some((time) => time !== null && Number.isNaN(time))) return null;
  const [onMs, fromMs, untilMs] = times as [number | null, number | null, number | null];
  const wholeDay = (text: string | null) => text !== null && !text.includes("T");
  return (ms) => {
    const second = Math.floor(ms / 1000) * 1000;
    if (onMs !== null && !(wholeDay(on) ? second >= onMs && second < onMs + DAY_MS : second === onMs)) return false;
    if (fromMs !== null && second < fromMs) return false;
    return untilMs === null || second <= untilMs;
  };
}
