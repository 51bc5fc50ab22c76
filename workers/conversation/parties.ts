import type { Person } from "../contacts/person.ts";
import type { TenantRow } from "../platform/directory.ts";
import { routeTurn } from "../agents/routing.ts";
import { writerOf } from "../agents/writer.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import type { AwayRule } from "./officeHours.ts";
import type { ConversationState, Parties } from "./state.ts";

/** Whom a conversation is between, as its object remembers it for lists and for its own texts. */
export const partiesOf = (tenant: TenantRow, agent: AgentRow, person: Person): Parties => {
  const { level, participant } = writerOf(tenant, person);
  return {
    agentName: agent.name,
    contactName: person.displayName,
    isClient: person.roles.includes("client"),
    level,
    language: tenant.language,
    customerLanguage: person.language,
    handBackMinutes: agent.handBackMinutes,
    // Colleagues know the hours.
    away: participant === "staff" || participant === "consultant" ? null : awayRuleOf(tenant),
    blockedAt: person.blockedAt,
    isAnswered: routeTurn({ participant, level, agent }).kind !== "silent",
  };
};

const awayRuleOf = ({ officeHours, awayText, timeZone }: TenantRow): AwayRule | null =>
  officeHours === null || awayText.trim() === "" ? null : { hours: officeHours, timeZone, text: awayText };

/** What was read of them afresh. A language that has only just been found may not have reached D1 yet: it is kept. */
export const withParties = (state: ConversationState, parties: Parties | null): ConversationState => {
  if (!parties) return state;
  const { blockedAt: _learnedApart, ...known } = parties;
  return { ...state, ...known, customerLanguage: known.customerLanguage ?? state.customerLanguage };
};
