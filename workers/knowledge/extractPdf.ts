import { and, eq } from "drizzle-orm";
import { knowledgeItems } from "../../schema/tables/agents.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { KnowledgeDeps } from "./deps.ts";
import { pdfText, type PdfText } from "./pdfText.ts";
import { writeChunks } from "./writeChunks.ts";

/** After this many the file itself must be what ends the runtime: it is given up. */
const attemptsForOneFile = 3;

/**
 * The job behind `addPdf`: takes the text out and makes it findable. Run twice, it does nothing the second time; an item that
 * was deleted meanwhile is left alone. A file that gives no text makes the item `failed`; only faults of ours are thrown, to be
 * tried again. A file can also end the whole runtime (memory, CPU); then only the count of attempts knows.
 */
export const extractPdf = async (
  { files }: Pick<KnowledgeDeps, "files">,
  db: TenantDb,
  { payload, attempt }: Pick<LeasedJob, "payload" | "attempt">,
): Promise<JobOutcome> => {
  const itemId = String(payload["itemId"]);
  const item = await db.first(knowledgeItems, eq(knowledgeItems.id, itemId));
  if (!item || item.state !== "pending" || item.fileId === null) return { kind: "done" };
  const extracted = attempt > attemptsForOneFile ? givenUp : await textOf(files, db, item.fileId);
  const chunks = extracted.ok ? writeChunks(db, itemId, extracted.text) : [];
  await db.batch([...chunks, finished(db, itemId, extracted)]);
  return { kind: "done" };
};

const givenUp: PdfText = { ok: false, failure: "unreadable" };

const textOf = async (files: KnowledgeDeps["files"], db: TenantDb, fileId: string): Promise<PdfText> => {
  const file = await files.read(db, fileId);
  return file ? pdfText(file.bytes) : givenUp;
};

const finished = (db: TenantDb, itemId: string, extracted: PdfText): Statement =>
  db.update(
    knowledgeItems,
    extracted.ok ? { state: "ready", characters: extracted.text.length } : { state: "failed", failure: extracted.failure },
    and(eq(knowledgeItems.id, itemId), eq(knowledgeItems.state, "pending")),
  );
