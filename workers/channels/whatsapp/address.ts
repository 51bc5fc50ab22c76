import type { ChannelIdentity } from "../port.ts";

const prefix = "whatsapp:";
const phone = /^\+[1-9]\d{6,14}$/;
const printable = /^[\x21-\x7e]{1,140}$/;

/**
 * Who a Twilio channel address names. `whatsapp:+447700900001` is a phone; anything else behind the prefix is a
 * business-scoped user id such as `whatsapp:GB.13491208655302741918`, kept letter by letter: its shape is WhatsApp's
 * business and may change. Null when the address names nobody.
 *
 * Sources: https://www.twilio.com/docs/whatsapp/api#using-phone-numbers-with-whatsapp,
 * https://www.twilio.com/en-us/changelog/whatsapp-bsuid-format-in-conversations-and-webhook-fields (20 July 2026),
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids/
 */
export const parseAddress = (address: string): ChannelIdentity | null => {
  const text = address.trim();
  const isWhatsapp = text.toLowerCase().startsWith(prefix);
  const value = isWhatsapp ? text.slice(prefix.length).trim() : text;
  if (phone.test(value)) return { kind: "phone", value };
  return isWhatsapp && printable.test(value) ? { kind: "whatsapp", value } : null;
};

/** One of our own numbers in E.164, whether or not Twilio put the channel before it; null when it isn't a phone number. */
export const parseOwnNumber = (address: string): string | null => {
  const identity = parseAddress(address);
  return identity?.kind === "phone" ? identity.value : null;
};

/** The channel address of a phone or business-scoped user id, for Twilio's `To` and `From`. */
export const formatAddress = (value: string): string => prefix + value;
