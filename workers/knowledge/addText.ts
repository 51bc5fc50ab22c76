import type { z } from "zod";
import type { knowledgeCreateSchema } from "../../schema/contract/knowledge.ts";
import { knowledgeItems } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import { isRefusal, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { KnowledgeDeps } from "./deps.ts";
import type { ItemRow } from "./itemOnWire.ts";
import { checkPlace } from "./place.ts";
import { writeChunks } from "./writeChunks.ts";

/** Adds a text to an agent's knowledge or to the consultant's store; it can be found at once. */
export const addText = async (
  { chance }: Pick<KnowledgeDeps, "chance">,
  db: TenantDb,
  { scope, agentId, title, text, minLevel: wanted }: z.output<typeof knowledgeCreateSchema>,
  actor: string,
): Promise<ItemRow | Refusal> => {
  const known = await checkPlace(db, scope, agentId);
  if (isRefusal(known)) return known;
  const { place } = known;
  const minLevel = wanted ?? known.usualLevel;
  const id = chance.id("knowledgeItem");
  const item = {
    ...place,
    id,
    title,
    kind: "text",
    minLevel,
    state: "ready",
    failure: null,
    characters: text.length,
    fileId: null,
    createdAt: chance.now(),
  } as const;
  await db.batch([
    db.insert(knowledgeItems, item),
    ...writeChunks(db, id, text),
    audit(db, chance, { actor, action: "knowledge.added", subject: id, detail: { ...place, minLevel, kind: "text" } }),
  ]);
  return { ...item, tenantId: db.tenantId };
};
