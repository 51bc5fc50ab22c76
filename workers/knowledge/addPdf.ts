import type { z } from "zod";
import { maxPdfBytes, type knowledgeUploadQuerySchema } from "../../schema/contract/knowledge.ts";
import { knowledgeItems } from "../../schema/tables/agents.ts";
import { audit } from "../platform/audit.ts";
import { prepareJob } from "../platform/jobs.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { KnowledgeDeps } from "./deps.ts";
import type { ItemRow } from "./itemOnWire.ts";
import { checkPlace } from "./place.ts";

/** Adds a PDF, by its first bytes: the file is put away, its text is taken out by a job, until then the item is `pending`. */
export const addPdf = async (
  { chance, files, hints }: KnowledgeDeps,
  db: TenantDb,
  { scope, agentId, title, minLevel: wanted }: z.output<typeof knowledgeUploadQuerySchema>,
  bytes: Uint8Array,
  actor: string,
): Promise<ItemRow | Refusal> => {
  if (bytes.length > maxPdfBytes) return refuse("too_large");
  const known = await checkPlace(db, scope, agentId);
  if (isRefusal(known)) return known;
  const { place } = known;
  const minLevel = wanted ?? known.usualLevel;
  const file = await files.store(db, { name: `${title}.pdf`, bytes }, ["application/pdf"]);
  if (isRefusal(file)) return file;
  const { fileId } = file;
  const id = chance.id("knowledgeItem");
  const job = prepareJob(db, chance, { kind: "extract_pdf", uniqueKey: `extract_pdf:${id}`, payload: { itemId: id } });
  const item = {
    ...place,
    id,
    title,
    kind: "pdf",
    minLevel,
    state: "pending",
    failure: null,
    characters: 0,
    fileId,
    createdAt: chance.now(),
  } as const;
  await db.batch([
    file.statement,
    db.insert(knowledgeItems, item),
    job.statement,
    audit(db, chance, { actor, action: "knowledge.added", subject: id, detail: { ...place, minLevel, kind: "pdf" } }),
  ]);
  await hints.send([job.hint]);
  return { ...item, tenantId: db.tenantId };
};
