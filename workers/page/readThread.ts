import { readPeople, type FoundPeople, type PeopleDeps } from "../conversation/readPeople.ts";
import { searchKnowledge, type FoundKnowledge, type KnowledgeQuery } from "../knowledge/search.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { readFormerThreads, type FormerThread } from "../conversation/formerThreads.ts";

export type ReadThreadDeps = PeopleDeps;

/** Who writes to whom, and in which thread. */
export interface ThreadFacts extends FoundPeople {
  former: FormerThread[];
  /** What the knowledge says to the message, if it was asked. */
  knowledge: FoundKnowledge | null;
}

/** Everything that a message on a page needs to know before its thread gets it. One trip, if `db` gathers. */
export const readThread = async (
  deps: ReadThreadDeps,
  db: TenantDb,
  ids: { agentId: string; contactId: string | null },
  question: KnowledgeQuery | null = null,
): Promise<ThreadFacts> => {
  const [people, former, chunks] = await Promise.all([
    readPeople(deps, db, ids),
    readFormerThreads(db, ids),
    question && searchKnowledge(db, question),
  ]);
  return { ...people, former, knowledge: question && chunks ? { question, chunks } : null };
};
