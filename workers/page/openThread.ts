import type { AgentRow } from "../../schema/tables/agents.ts";
import type { Reader } from "../agents/reader.ts";
import type { Person } from "../contacts/person.ts";
import { readPerson } from "../contacts/readPerson.ts";
import { openConversation } from "../conversation/openConversation.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { FoundKnowledge } from "../knowledge/search.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { CustomerCaller } from "../platform/route.ts";
import type { PageDeps } from "./deps.ts";
import type { FormerThread } from "../conversation/formerThreads.ts";
import { readThread } from "./readThread.ts";
import { becomeVisitor } from "./visitor.ts";

/** A thread that a message may go to, with everything about its people that the message takes along. */
export interface OpenThread {
  id: string;
  former: FormerThread[];
  tenant: TenantRow;
  agent: AgentRow;
  person: Person;
  reader: Reader | null;
  knowledge: FoundKnowledge | null;
  setCookie: string | null;
}

/**
 * The thread of whoever writes. For somebody known everything is read at once, or has been read ahead, so that it costs at most one
 * round trip to D1 before the first token; a newcomer becomes a contact first. Refuses `agent_inactive` and `too_many_requests`.
 */
export const openThread = async (deps: PageDeps, caller: CustomerCaller): Promise<OpenThread | Refusal> => {
  const { db, agentId, contactId } = caller;
  const facts = await (deps.ahead.of(caller) ?? readThread(deps, db.gathered(), caller));
  deps.ahead.learn(caller, facts);
  const { agent, tenant, person, reader, threadId, knowledge, former } = facts;
  if (!agent || !tenant) return refuse("not_found");
  if (!agent.isActive) return refuse("agent_inactive");
  if (!person) return openForNewcomer(deps, caller, agent, tenant);
  const isHere = threadId !== null && person.id === contactId;
  const id = isHere ? threadId : (await openConversation(deps, db, { agentId, contactId: person.id })).id;
  return { id, former, tenant, agent, person, reader, knowledge, setCookie: null };
};

const openForNewcomer = async (
  deps: PageDeps,
  caller: CustomerCaller,
  agent: AgentRow,
  tenant: TenantRow,
): Promise<OpenThread | Refusal> => {
  const visitor = await becomeVisitor(deps, caller, tenant);
  if (isRefusal(visitor)) return visitor;
  const [person, { id }] = await Promise.all([
    readPerson(caller.db, visitor.contactId),
    openConversation(deps, caller.db, { agentId: agent.id, contactId: visitor.contactId }),
  ]);
  if (!person) throw new Error(`Contact ${visitor.contactId} cannot be read`);
  return { id, former: [], tenant, agent, person, reader: null, knowledge: null, setCookie: visitor.setCookie };
};
