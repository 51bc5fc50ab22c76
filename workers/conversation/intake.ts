import { eq } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import { findOrCreateContact } from "../contacts/findOrCreateContact.ts";
import { consentWord } from "../contacts/consentWords.ts";
import { offerLink } from "../contacts/offerLink.ts";
import { readPerson } from "../contacts/readPerson.ts";
import { lineName, type FirstThread, type LineOwner } from "../channels/whatsapp/line.ts";
import { joinsSandbox } from "../channels/whatsapp/pace.ts";
import type { InboundMessage } from "../channels/port.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { claimThread, keptThread } from "./firstThread.ts";
import { tellFormer } from "./formerThreads.ts";
import { inboundCargo } from "./inboundCargo.ts";
import { partiesOf } from "./parties.ts";
import type { ConversationRpc } from "./rpc.ts";

export interface IntakeDeps {
  chance: Chance;
  db(tenantId: string): TenantDb;
  tenant(tenantId: string): Promise<TenantRow | null>;
  conversation(id: string): ConversationRpc;
}

/**
 * Hands a WhatsApp message to its conversation: the sender's number is proven by the message itself, so the contact is found or
 * made by it. Resolves once the message is durable there; without effect the second time.
 */
export const deliverWhatsapp = async (
  deps: IntakeDeps,
  owner: LineOwner,
  message: InboundMessage,
  first: FirstThread,
): Promise<void> => {
  const { tenantId } = owner;
  const db = deps.db(tenantId);
  const kept = await keptThread(db, first.known);
  const agentId = kept?.agentId ?? owner.agentId;
  const [tenant, agent] = await Promise.all([deps.tenant(tenantId), db.first(agents, eq(agents.id, agentId))]);
  if (!tenant || !agent) throw new Error(`Line of an unknown agent ${agentId}`);
  const { contactId } = await findOrCreateContact(deps, db, {
    identity: message.from,
    isProven: true,
    name: message.profileName,
    language: tenant.language,
  });
  const person = await readPerson(db, kept?.contactId ?? contactId);
  if (!person) throw new Error(`Contact ${contactId} cannot be read`);
  const [birth, link] = await Promise.all([
    kept ?? claimThread(deps, db, { agentId, contactId: person.id }, first),
    offerLink(deps, db, { agentId, whatsappContactId: contactId, text: message.text, language: tenant.language }),
  ]);
  if (!birth) return;
  const consent = consentWord(message.text);
  const news = { channel: "whatsapp", at: message.receivedAt, by: message.from.value } as const;
  if (consent !== null) await tellFormer(deps, db, birth, { ...news, word: consent });
  const line = lineName(message.accountSid, message.to);
  await deps.conversation(birth.id).receive({
    ...inboundCargo(deps.chance, line, message),
    birth,
    parties: partiesOf(tenant, agent, person),
    channel: "whatsapp",
    text: message.text,
    dedupeKey: `sid:${message.sid}`,
    quietMs: agent.quietMs,
    writtenAt: message.receivedAt,
    quotedSid: message.quotedSid,
    consent,
    isForProvider: joinsSandbox(message),
    whatsapp: { line, to: message.from.value },
    answer: link?.reply ?? null,
    addressHash: null,
    people: null,
  });
};
