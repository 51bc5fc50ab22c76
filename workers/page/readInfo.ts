import type { PublicInfo } from "../../schema/contract/publicChat.ts";
import { readAgentWithLine } from "../agents/readAgent.ts";
import { readReader } from "../agents/reader.ts";
import { readPerson } from "../contacts/readPerson.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { Looker, PageDeps } from "./deps.ts";
import { findThread } from "./findThread.ts";
import { publicInfo } from "./publicInfo.ts";
import { remainingMessages } from "./remaining.ts";

/** Who has the thread is asked of the thread itself: D1 may still say what was true before a takeover. */
const aiHasThread = async (deps: PageDeps, threadId: string | null): Promise<boolean> => {
  const view = threadId === null ? null : await deps.conversation(threadId).view();
  return view?.aiEnabled ?? true;
};

/** What a page shows to whoever looks. Reads only: looking at a page leaves no trace. */
export const readInfo = async (
  deps: PageDeps,
  { db, agentId, contactId, isSignedIn, addressHash }: Looker,
): Promise<PublicInfo | Refusal> => {
  const reads = db.gathered();
  const [found, tenant, person, reader, threadId] = await Promise.all([
    readAgentWithLine(reads, agentId),
    deps.tenant(db.tenantId, reads.trip),
    contactId === null ? null : readPerson(reads, contactId),
    contactId === null || !isSignedIn ? null : readReader(reads, { agentId, contactId }),
    findThread(reads, agentId, contactId),
  ]);
  if (!found || !tenant) return refuse("not_found");
  const [remaining, hasThread] = await Promise.all([
    remainingMessages(deps, { tenant, agent: found.agent, person, addressHash }),
    aiHasThread(deps, threadId),
  ]);
  return publicInfo({ ...found, tenant, person, reader, isSignedIn, remainingMessages: remaining, aiHasThread: hasThread });
};
