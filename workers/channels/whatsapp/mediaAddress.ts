/** A file of a message: by its own id, or, where that could not be read yet, by its place in the message, counted from 0. */
export type MediaAddress = { messageSid: string } & ({ mediaSid: string } | { place: number });

const named = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})\/Messages\/((?:MM|SM)[0-9a-fA-F]{32})\/Media\/(ME[0-9a-fA-F]{32})$/;
const placed = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})\/Messages\/((?:MM|SM)[0-9a-fA-F]{32})\/Media$/;

/**
 * What an address names, if it is one of Twilio's own for a file of this account; null for anything else: a form's `MediaUrl0` is
 * only as good as its signature, and credentials never go where it says, only to what it names.
 *
 * Source: https://www.twilio.com/docs/messaging/api/media-resource
 */
export const parseMediaAddress = (address: string, apiBase: string, accountSid: string): MediaAddress | null => {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isTwilios = url.origin === "https://api.twilio.com" || url.origin === new URL(apiBase).origin;
  if (!isTwilios || url.username !== "" || url.password !== "") return null;
  const [, account, messageSid, mediaSid] = named.exec(url.pathname) ?? placed.exec(url.pathname) ?? [];
  if (account === undefined || messageSid === undefined || account.toLowerCase() !== accountSid.toLowerCase()) return null;
  if (mediaSid !== undefined) return { messageSid, mediaSid };
  const place = url.searchParams.get("place") ?? "";
  return /^\d{1,2}$/.test(place) ? { messageSid, place: Number(place) } : null;
};

/** The account's own address of a message's files. */
export const mediaListPath = (accountSid: string, messageSid: string): string =>
  `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media`;

export const mediaUrl = (apiBase: string, accountSid: string, messageSid: string, mediaSid: string): string =>
  `${apiBase}${mediaListPath(accountSid, messageSid)}/${mediaSid}`;

/** Stands for a file that a message is known to have while the list of its files cannot be read. */
export const placedMediaUrl = (apiBase: string, accountSid: string, messageSid: string, place: number): string =>
  `${apiBase}${mediaListPath(accountSid, messageSid)}?place=${place}`;

/**
 * Whether a redirect from Twilio's API may be followed: to Twilio's own hosts and its CDN's, over https; with another base
 * configured, to that base's host.
 *
 * Source: https://help.twilio.com/articles/223183748
 */
export const isTwiliosStore = (url: URL, apiBase: string): boolean => {
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === new URL(apiBase).origin) return true;
  return url.protocol === "https:" && url.port === "" && /(^|\.)(twiliocdn|twilio)\.com$/.test(url.hostname);
};
