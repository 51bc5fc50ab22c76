import type { Contact, MergePreview } from "../../schema/contract/contacts.ts";
import { agents } from "../../schema/tables/agents.ts";
import type { ContactRow } from "../../schema/tables/contacts.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { cardOf } from "./card.ts";
import { changesOf, leftOutOf, stoppedOf } from "./mergeOutlook.ts";
import { mergePlan, type MergeFacts, type MergePlan } from "./mergePlan.ts";
import { oneOf } from "./oneOf.ts";
import { verifiedEmailsOf } from "./person.ts";
import { readCards } from "./readCards.ts";
import { readConsents } from "./readConsents.ts";
import { readIdentities } from "./readIdentities.ts";
import { readMergeFacts } from "./readMergeFacts.ts";
import { givenTo, withThoseOfEmails } from "./readSubscriptions.ts";
import { resolveContact } from "./resolveContact.ts";

/** The card that the two would have, by the rules that make every card. */
const cardAfter = async (
  db: TenantDb,
  [winner, loser]: [ContactRow, ContactRow],
  plan: MergePlan,
  readings: Contact["readings"],
): Promise<Contact> => {
  const ids = [winner.id, loser.id];
  const [identities, given, consents] = await Promise.all([readIdentities(db, ids), givenTo(db, ids), readConsents(db, ids)]);
  const held = await withThoseOfEmails(db, given, verifiedEmailsOf(identities));
  const own = held.map((one) => (one.contactId === loser.id ? { ...one, contactId: winner.id } : one));
  return cardOf({ ...winner, ...plan.winnerAfter }, identities, own, stoppedOf(consents), readings);
};

/** The loser's threads, each with the name of its agent. */
const namedThreads = async (db: TenantDb, { loserConversations }: MergeFacts) => {
  const ids = [...new Set(loserConversations.map(({ agentId }) => agentId))];
  const rows =
    ids.length === 0 ? [] : await db.pick({ id: agents.id, name: agents.name }, agents, { where: oneOf(agents.id, ids) });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return loserConversations.map(({ id, agentId }) => ({ conversationId: id, agentId, agentName: names.get(agentId) ?? "" }));
};

/**
 * What `mergeContacts` would do with these two now, by the same plan; nothing is written. Refuses `not_found`, and `already_one` for
 * two ids of one contact.
 */
export const previewMerge = async (
  db: TenantDb,
  pair: { winnerId: string; loserId: string },
): Promise<MergePreview | Refusal> => {
  const [winner, loser] = await Promise.all([resolveContact(db, pair.winnerId), resolveContact(db, pair.loserId)]);
  if (!winner || !loser) return refuse("not_found");
  if (winner.id === loser.id) return refuse("already_one");
  const [facts, [winnerCard, loserCard]] = await Promise.all([readMergeFacts(db, winner, loser), readCards(db, [winner, loser])]);
  if (!winnerCard || !loserCard) return refuse("not_found");
  const plan = mergePlan(facts);
  const { moved } = plan;
  const movedReadings = loserCard.readings.filter(({ agentId }) => moved.readings?.includes(agentId));
  const after = await cardAfter(db, [winner, loser], plan, [...winnerCard.readings, ...movedReadings]);
  const threads = await namedThreads(db, facts);
  return {
    winner: winnerCard,
    loser: loserCard,
    after,
    changes: changesOf(winnerCard, after),
    leftOut: leftOutOf(loserCard, after),
    moves: {
      identities: loserCard.identities,
      conversations: threads.filter(({ conversationId }) => moved.conversations.includes(conversationId)),
      joined: threads.filter(({ conversationId }) => !moved.conversations.includes(conversationId)),
      subscriptions: moved.subscriptions.length,
      dossierEntries: moved.dossierEntries.length,
      consents: moved.consents?.length ?? 0,
      sessions: moved.customerSessions.length,
      readings: movedReadings.length,
    },
  };
};
