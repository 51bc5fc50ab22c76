import type { Person } from "../contacts/person.ts";
import type { TenantRow } from "../platform/directory.ts";
import { writerOf } from "../agents/writer.ts";
import type { Parties } from "./state.ts";

/** Whom a conversation is between, as its object remembers it for lists and for its own texts. */
export const partiesOf = (tenant: TenantRow, agent: { name: string }, person: Person): Parties => ({
  agentName: agent.name,
  contactName: person.displayName,
  isClient: person.roles.includes("client"),
  level: writerOf(tenant, person).level,
  language: tenant.language,
});
