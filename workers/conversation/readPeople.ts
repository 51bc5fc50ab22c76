import type { AgentRow } from "../../schema/tables/agents.ts";
import { readAgent } from "../agents/readAgent.ts";
import { readReader, type Reader } from "../agents/reader.ts";
import type { Person } from "../contacts/person.ts";
import { readPerson } from "../contacts/readPerson.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { Trip } from "../platform/trip.ts";

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
}

/** Business, agent and contact as they are now: what every message and every turn begins with. One trip, if `db` gathers. */
export const readPeople = async (
  deps: PeopleDeps,
  db: TenantDb,
  { agentId, contactId }: { agentId: string; contactId: string | null },
): Promise<FoundPeople> => {
  const [tenant, agent, person, reader] = await Promise.all([
    deps.tenant(db.tenantId, db.trip),
    readAgent(db, agentId),
    contactId === null ? null : readPerson(db, contactId),
    contactId === null ? null : readReader(db, { agentId, contactId }),
  ]);
  return { tenant, agent, person, reader };
};
