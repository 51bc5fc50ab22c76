import { eq } from "drizzle-orm";
import { knowledgeChunks } from "../../schema/tables/agents.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { chunkText } from "./chunk.ts";

/** D1 binds at most 100 parameters a statement; a chunk takes four or five. */
const rowsPerStatement = 16;

/** An item's pieces, in place of those it had; triggers keep the search index in step. */
export const writeChunks = (db: TenantDb, itemId: string, text: string): Statement[] => {
  const rows = chunkText(text).map((chunk, ordinal) => ({ itemId, ordinal, text: chunk }));
  const inserts: Statement[] = [];
  for (let at = 0; at < rows.length; at += rowsPerStatement)
    inserts.push(db.insert(knowledgeChunks, rows.slice(at, at + rowsPerStatement)));
  return [db.remove(knowledgeChunks, eq(knowledgeChunks.itemId, itemId)), ...inserts];
};
