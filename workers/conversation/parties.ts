import type { Person } from "../contacts/person.ts";
import type { TenantRow } from "../platform/directory.ts";
import { writerOf } from "../agents/writer.ts";
import type { ConversationState, Parties } from "./state.ts";

/** Whom a conversation is between, as its object remembers it for lists and for its own texts. */
export const partiesOf = (tenant: TenantRow, agent: { name: string }, person: Person): Parties => ({
  agentName: agent.name,
  contactName: person.displayName,
  isClient: person.roles.includes("client"),
  level: writerOf(tenant, person).level,
  language: tenant.language,
  customerLanguage: person.language,
});

/** What was read of them afresh. A language that has only just been found may not have reached D1 yet: it is kept. */
export const withParties = (state: ConversationState, parties: Parties | null): ConversationState => ({
  ...state,
  ...parties,
  customerLanguage: parties?.customerLanguage ?? state.customerLanguage,
});
