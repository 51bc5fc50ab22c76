import { eq } from "drizzle-orm";
import { knowledgeChunks, knowledgeItems } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { KnowledgeDeps } from "./deps.ts";

/** Deletes an item for good: its pieces, its place in the search, and its file. */
export const removeItem = async (
  { chance, files }: Pick<KnowledgeDeps, "chance" | "files">,
  db: TenantDb,
  id: string,
  actor: string,
): Promise<undefined | Refusal> => {
  const item = await db.first(knowledgeItems, eq(knowledgeItems.id, id));
  if (!item) return refuse("not_found");
  await db.batch([
    db.remove(knowledgeChunks, eq(knowledgeChunks.itemId, id)),
    db.remove(knowledgeItems, eq(knowledgeItems.id, id)),
    ...(item.fileId === null ? [] : [files.forgetting(db, item.fileId)]),
    audit(db, chance, { actor, action: "knowledge.removed", subject: id, detail: { scope: item.scope, agentId: item.agentId } }),
  ]);
  if (item.fileId !== null) await files.remove(db, item.fileId);
  return undefined;
};
