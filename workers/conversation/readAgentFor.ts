import { and, eq, getTableColumns, isNull, sql, type SQL } from "drizzle-orm";
import type { AnswerLength, WritingStyle } from "../../schema/contract/agentShares.ts";
import { agents, agentShares, type AgentRow } from "../../schema/tables/agents.ts";
import { agentReaders } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Reader } from "../agents/reader.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** An agent, what a contact has with it, and their thread; null is what there is not. */
export interface AgentFor {
  agent: AgentRow | null;
  reader: Reader | null;
  threadId: string | null;
}

// By names of their own: the agent has instructions and an id too.
const own = {
  readerOf: sql<string | null>`${agentReaders.contactId}`,
  writingStyle: sql<WritingStyle | null>`${agentReaders.writingStyle}`,
  answerLength: sql<AnswerLength | null>`${agentReaders.answerLength}`,
  shareInstructions: sql<string | null>`${agentShares.instructions}`,
  threadId: sql<string | null>`${conversations.id}`,
};

const knownAlready = sql<string | null>`null`;

const fields = { ...getTableColumns(agents), ...own };

const both = (...conditions: SQL[]): SQL => and(...conditions) as SQL;

/**
 * The same as `readAgent`, `readReader` and the thread's id, in one question: whoever writes waits for it.
 *
 * @param known the thread's id where it is known: its row is then not read
 */
export const readAgentFor = async (
  db: TenantDb,
  { agentId, contactId }: { agentId: string; contactId: string },
  known: string | null = null,
): Promise<AgentFor> => {
  const thread = both(eq(conversations.agentId, agentId), eq(conversations.contactId, contactId));
  const [row] = await db.pick(known === null ? fields : { ...fields, threadId: knownAlready }, agents, {
    where: both(eq(agents.id, agentId), isNull(agents.deletedAt)),
    join: [
      [agentReaders, both(eq(agentReaders.contactId, contactId), eq(agentReaders.agentId, agentId))],
      [agentShares, both(eq(agentShares.id, agentReaders.shareId), eq(agentShares.isActive, true))],
      ...(known === null ? [[conversations, thread] satisfies [typeof conversations, SQL]] : []),
    ],
    limit: 1,
  });
  if (!row) return { agent: null, reader: null, threadId: null };
  const { readerOf, writingStyle, answerLength, shareInstructions, threadId, ...agent } = row as typeof row & AgentRow;
  return {
    agent,
    reader: readerOf === null ? null : { writingStyle, answerLength, shareInstructions },
    threadId: known ?? threadId,
  };
};
