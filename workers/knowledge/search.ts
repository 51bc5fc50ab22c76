import { sql } from "drizzle-orm";
import type { Level } from "../../schema/contract/enums.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { searchTerms } from "./searchQuery.ts";
import { scopeTokens } from "./searchScope.ts";

export interface KnowledgeQuery {
  agentId: string;
  /** Nothing above it is looked at, let alone returned (invariant I14). */
  level: Level;
  /** What the customer wrote, as it is. */
  query: string;
  limit: number;
}

export interface FoundChunk extends Record<string, unknown> {
  itemId: string;
  title: string;
  text: string;
}

/** What a search has found; it answers that very question and no other. */
export interface FoundKnowledge {
  question: KnowledgeQuery;
  chunks: FoundChunk[];
}

/** Whether what was found answers this question too: same agent, same level, same words (invariant I14). */
export const answersThat = ({ question }: FoundKnowledge, { agentId, level, query, limit }: KnowledgeQuery): boolean =>
  question.agentId === agentId && question.level === level && question.query === query && question.limit === limit;

/**
 * Words in a title say more about a piece than words in its text; the scope column says nothing about it. Given as `rank`, FTS5
 * sorts by itself and D1 reads only the rows it returns (https://sqlite.org/fts5.html#sorting_by_auxiliary_function_results).
 */
const weights = "bm25(4.0, 1.0, 0.0)";

/**
 * The pieces of knowledge that best match a text, best first: the agent's items for whom the level allows them, and the
 * consultant's store for Gold. Level and tenant bind the search itself, before its limit.
 */
export const searchKnowledge = async (db: TenantDb, { agentId, level, query, limit }: KnowledgeQuery): Promise<FoundChunk[]> => {
  const terms = searchTerms(query);
  if (terms === null) return [];
  const scope = scopeTokens({ tenantId: db.tenantId, agentId }, level).map((token) => `"${token}"`);
  const match = `scope : (${scope.join(" OR ")}) AND {title text} : (${terms})`;
  return db.raw<FoundChunk>(
    (tenantId) => sql`
      select item_id as itemId, title, text from knowledge_search
      where knowledge_search match ${match} and rank match ${weights} and tenant_id = ${tenantId} and min_level <= ${level}
      order by rank limit ${limit}`,
  );
};
