import type { Person } from "../contract.ts";

const PHONE = /^whatsapp:(\+[1-9]\d{6,14})$/;
const USER_ID = /^whatsapp:([A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128})$/;

/**
 * The phone or business-scoped user id in a WhatsApp channel address; null when it is neither.
 * Sources: https://www.twilio.com/docs/whatsapp/api#using-phone-numbers-with-whatsapp (`whatsapp:+E.164`) and
 * https://www.twilio.com/en-us/changelog/whatsapp-bsuid-format-in-conversations-and-webhook-fields (`whatsapp:US.ABC123XYZ`).
 */
export function whatsappId(address: string): string | null {
  return PHONE.exec(address)?.[1] ?? USER_ID.exec(address)?.[1] ?? null;
}

export function isPhoneAddress(address: string): boolean {
  return PHONE.test(address);
}

/**
 * Where the business sees this person: the phone, or, since usernames came (June 2026), only the user id.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function addressOf(person: Person): string {
  return `whatsapp:${person.hidesPhone || person.phone === null ? person.userId : person.phone}`;
}
