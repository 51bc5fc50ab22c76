import type { IdentityKind } from "../../schema/contract/contacts.ts";
import type { ContactRole, CustomerLanguage, Level } from "../../schema/contract/enums.ts";
import type { ContactRow, IdentityRow } from "../../schema/tables/contacts.ts";
import { activeLevel, type HeldSubscription } from "./level.ts";
import type { KnownContact } from "./participant.ts";

/** One way in which somebody is known: an E.164 phone, a WhatsApp user id, a lower-case e-mail, a visitor cookie's hash. */
export interface Identity {
  kind: IdentityKind;
  value: string;
}

/** Everything a turn needs to know about who is writing. */
export interface Person {
  /** The contact itself, never one that was joined into another. */
  id: string;
  displayName: string;
  roles: ContactRole[];
  language: CustomerLanguage | null;
  level: Level;
  phone: string | null;
  email: string | null;
  /** The address of the person's login on the public page, confirmed or not. */
  login: { email: string; isConfirmed: boolean } | null;
  identities: (Identity & { id: string; verifiedAt: number | null })[];
  /** Phones that wrote to us themselves: what `classifyParticipant` may compare. */
  numbers: string[];
  /** Where WhatsApp messages go; null until the person has written from there. */
  whatsapp: { kind: "phone" | "whatsapp"; value: string } | null;
  /** A client of the tenant whose e-mail this person has verified, when that is another contact. */
  emailOwner: KnownContact | null;
  aiDisclosedAt: number | null;
  blockedAt: number | null;
}

/** A subscription with the roles of the contact it was given to. */
export interface OwnedSubscription extends HeldSubscription {
  ownerRoles: ContactRole[] | null;
}

type IdentityFacts = Pick<IdentityRow, "id" | "kind" | "value" | "verifiedAt">;

/** The newest of a kind: what was set last is what is shown. */
export const primaryOf = <I extends IdentityFacts>(identities: I[], kind: IdentityKind): I | null =>
  identities
    .filter((identity) => identity.kind === kind)
    .reduce<I | null>((newest, identity) => (newest && newest.id > identity.id ? newest : identity), null);

/** E-mails that somebody has proved to own. */
export const verifiedEmailsOf = (identities: IdentityFacts[]): string[] =>
  identities.filter(({ kind, verifiedAt }) => kind === "email" && verifiedAt !== null).map(({ value }) => value);

const whatsappOf = (identities: IdentityFacts[]): Person["whatsapp"] => {
  const proven = identities.filter(({ verifiedAt }) => verifiedAt !== null);
  const address = primaryOf(proven, "phone") ?? primaryOf(proven, "whatsapp");
  return address && { kind: address.kind as "phone" | "whatsapp", value: address.value };
};

const loginOf = (contact: ContactRow, verifiedEmails: string[]): Person["login"] => {
  const claimed = contact.claimedEmail;
  if (claimed && !verifiedEmails.includes(claimed)) return { email: claimed, isConfirmed: false };
  const email = claimed ?? verifiedEmails.at(-1);
  return email ? { email, isConfirmed: true } : null;
};

/** @param subscriptions those given to the contact and those of its verified e-mails */
export const personOf = (contact: ContactRow, identities: IdentityFacts[], subscriptions: OwnedSubscription[]): Person => {
  const verifiedEmails = verifiedEmailsOf(identities);
  const foreign = subscriptions.find(
    ({ contactId, ownerRoles }) => contactId !== null && contactId !== contact.id && ownerRoles?.includes("client"),
  );
  return {
    id: contact.id,
    displayName: contact.displayName,
    roles: contact.roles,
    language: contact.language,
    level: activeLevel(subscriptions, { contactId: contact.id, verifiedEmails }),
    phone: primaryOf(identities, "phone")?.value ?? null,
    email: primaryOf(identities, "email")?.value ?? null,
    login: loginOf(contact, verifiedEmails),
    identities: identities.map(({ id, kind, value, verifiedAt }) => ({ id, kind, value, verifiedAt })),
    numbers: identities.filter(({ kind, verifiedAt }) => kind === "phone" && verifiedAt !== null).map(({ value }) => value),
    whatsapp: whatsappOf(identities),
    emailOwner: foreign?.contactId ? { id: foreign.contactId, roles: foreign.ownerRoles ?? [] } : null,
    aiDisclosedAt: contact.aiDisclosedAt,
    blockedAt: contact.blockedAt,
  };
};
