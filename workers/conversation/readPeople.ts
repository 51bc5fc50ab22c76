import type { AgentRow } from "../../schema/tables/agents.ts";
import { readAgent } from "../agents/readAgent.ts";
import type { Reader } from "../agents/reader.ts";
import type { Person } from "../contacts/person.ts";
import { readPerson } from "../contacts/readPerson.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { Trip } from "../platform/trip.ts";
import { readAgentFor, type AgentFor } from "./readAgentFor.ts";

export interface PeopleDeps {
  tenant(tenantId: string, trip?: Trip): Promise<TenantRow | null>;
}

/** Who was found; null is whoever is unknown, deleted, or was not asked for. */
export interface FoundPeople {
  tenant: TenantRow | null;
  agent: AgentRow | null;
  person: Person | null;
  /** How they want to be answered by this agent; null for whoever never said. */
  reader: Reader | null;
  /** The thread they have with it; null before the first message. */
  threadId: string | null;
}

/** Business, agent and contact as they are now: what every message and every turn begins with. One trip, if `db` gathers; a thread that knows its own id isn't read. */
export const readPeople = async (
  deps: PeopleDeps,
  db: TenantDb,
  { agentId, contactId, conversationId }: { agentId: string; contactId: string | null; conversationId?: string },
): Promise<FoundPeople> => {
  const [tenant, found, person] = await Promise.all([
    deps.tenant(db.tenantId, db.trip),
    contactId === null ? readAlone(db, agentId) : readAgentFor(db, { agentId, contactId }, conversationId),
    contactId === null ? null : readPerson(db, contactId),
  ]);
  return { tenant, person, ...found };
};

const readAlone = async (db: TenantDb, agentId: string): Promise<AgentFor> => ({
  agent: await readAgent(db, agentId),
  reader: null,
  threadId: null,
});
