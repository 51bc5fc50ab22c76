import { readPeople, type FoundPeople, type PeopleDeps } from "../conversation/readPeople.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { findThread } from "./findThread.ts";

export type ReadThreadDeps = PeopleDeps;

/** Who writes to whom, and in which thread; null before the first message. */
export interface ThreadFacts extends FoundPeople {
  threadId: string | null;
}

/** Everything that a message on a page needs to know before its thread gets it. One trip, if `db` gathers. */
export const readThread = async (
  deps: ReadThreadDeps,
  db: TenantDb,
  ids: { agentId: string; contactId: string | null },
): Promise<ThreadFacts> => {
  const [people, threadId] = await Promise.all([readPeople(deps, db, ids), findThread(db, ids.agentId, ids.contactId)]);
  return { ...people, threadId };
};
