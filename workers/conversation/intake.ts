import { eq } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import { findOrCreateContact } from "../contacts/findOrCreateContact.ts";
import { offerLink } from "../contacts/offerLink.ts";
import { readPerson } from "../contacts/readPerson.ts";
import { lineName, type LineOwner } from "../channels/whatsapp/line.ts";
import type { InboundMessage } from "../channels/port.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { openConversation } from "./openConversation.ts";
import { partiesOf } from "./parties.ts";
import type { ConversationRpc } from "./rpc.ts";

export interface IntakeDeps {
  chance: Chance;
  db(tenantId: string): TenantDb;
  tenant(tenantId: string): Promise<TenantRow | null>;
  conversation(id: string): ConversationRpc;
}

/** What stands for attachments in a text. */
const attachmentMark = "📎";

/**
 * Hands a WhatsApp message to its conversation: the sender's number is proven by the message itself, so the contact is found or
 * made by it. Resolves once the message is durable there; without effect the second time.
 */
export const deliverWhatsapp = async (
  deps: IntakeDeps,
  { tenantId, agentId }: LineOwner,
  message: InboundMessage,
): Promise<void> => {
  const db = deps.db(tenantId);
  const [tenant, agent] = await Promise.all([deps.tenant(tenantId), db.first(agents, eq(agents.id, agentId))]);
  if (!tenant || !agent) throw new Error(`Line of an unknown agent ${agentId}`);
  const { contactId } = await findOrCreateContact(deps, db, {
    identity: message.from,
    isProven: true,
    name: message.profileName,
    language: tenant.language,
  });
  const person = await readPerson(db, contactId);
  if (!person) throw new Error(`Contact ${contactId} cannot be read`);
  const [{ id }, link] = await Promise.all([
    openConversation(deps, db, { agentId, contactId: person.id }),
    offerLink(deps, db, { agentId, whatsappContactId: person.id, text: message.text, language: tenant.language }),
  ]);
  await deps.conversation(id).receive({
    birth: { id, tenantId, agentId, contactId: person.id },
    parties: partiesOf(tenant, agent, person),
    channel: "whatsapp",
    text: textOf(message),
    dedupeKey: `sid:${message.sid}`,
    quietMs: agent.quietMs,
    whatsapp: { line: lineName(message.accountSid, message.to), to: message.from.value },
    answer: link?.reply ?? null,
    addressHash: null,
    people: null,
  });
};

const textOf = ({ text, mediaCount }: InboundMessage): string =>
  [text, attachmentMark.repeat(mediaCount)].filter((part) => part !== "").join("\n");
