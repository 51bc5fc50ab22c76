import type { ContactRole, Participant } from "../../schema/contract/enums.ts";

/** A contact of the tenant, as far as this rule cares. */
export interface KnownContact {
  id: string;
  roles: ContactRole[];
}

/** Everything the rule looks at; the caller reads it, always from the agent's own tenant. */
export interface ParticipantFacts {
  /** Numbers proved to be the writer's (E.164): the one a WhatsApp message came from, or those its contact has written from. */
  numbers: string[];
  receptionPhones: string[];
  consultantPhones: string[];
  /** The contact that the writer's identity belongs to; null for somebody this tenant has never met. */
  contact: KnownContact | null;
  /** Another contact of this tenant whose e-mail is one that `contact` has verified. */
  emailOwner: KnownContact | null;
}

export interface Classified {
  participant: Participant;
  /** Whose data the answer may use: for a client matched by e-mail, that client's. */
  contactId: string | null;
}

const isAmong = (numbers: string[], list: string[]): boolean => numbers.some((number) => list.includes(number));

/**
 * Who is writing, to the tenant of an agent (DESIGN section 4): reception → the tenant's own consultant → a client by role
 * → the client whose e-mail this contact has verified → a lead, which is also what another tenant's people are here.
 */
export const classifyParticipant = (facts: ParticipantFacts): Classified => {
  const { numbers, contact, emailOwner } = facts;
  if (isAmong(numbers, facts.receptionPhones)) return { participant: "staff", contactId: contact?.id ?? null };
  if (isAmong(numbers, facts.consultantPhones)) return { participant: "consultant", contactId: contact?.id ?? null };
  if (contact?.roles.includes("client")) return { participant: "client", contactId: contact.id };
  if (emailOwner?.roles.includes("client")) return { participant: "client", contactId: emailOwner.id };
  return { participant: "lead", contactId: contact?.id ?? null };
};
