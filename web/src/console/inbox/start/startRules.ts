import type { Agent } from "../../../../../schema/contract/agents.ts";
import type { Contact } from "../../../../../schema/contract/contacts.ts";
import { t } from "../../../i18n/text.ts";

type Reached = Pick<Contact, "phone" | "identities">;
type Line = Pick<Agent, "isActive" | "integrationMode" | "whatsapp">;

const hasNumber = ({ phone, identities }: Reached): boolean =>
  phone !== null || identities.some(({ kind }) => kind === "phone" || kind === "whatsapp");

/** Whoever has been on the public page reads there what is written to them. */
const comesToPage = ({ identities }: Reached): boolean => identities.some(({ kind }) => kind === "visitor");

/** Whether an agent has a WhatsApp number and the person one to write to. */
export const reachesByNumber = ({ integrationMode, whatsapp }: Omit<Line, "isActive">, contact: Reached): boolean =>
  integrationMode === "whatsapp_ai" && whatsapp !== null && hasNumber(contact);

/** Whether an agent can write to a person first: from its WhatsApp number to theirs, or on its page. */
export const reaches = ({ isActive, ...line }: Line, contact: Reached): boolean =>
  isActive && (reachesByNumber(line, contact) || comesToPage(contact));

interface Started {
  contact: (Reached & Pick<Contact, "blockedAt">) | undefined;
  agentId: string | undefined;
  /** How many agents can write to that person first; undefined until the agents are known. */
  agents: number | undefined;
}

/** Why a conversation can't be started yet; nothing when it can. */
export const whyNotStart = ({ contact, agentId, agents }: Started): string | undefined => {
  const words = t().inboxList;
  if (!contact) return words.startPick;
  if (contact.blockedAt) return words.startBlocked;
  if (!hasNumber(contact) && !comesToPage(contact)) return words.startNoPhone;
  if (agents === 0) return words.startNoAgent;
  return agentId ? undefined : words.startPickAgent;
};
