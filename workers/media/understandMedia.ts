import { and, eq } from "drizzle-orm";
import { maxMediaBytes } from "../../schema/contract/media.ts";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import type { FileType } from "../platform/fileType.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { askModel } from "./askModel.ts";
import type { UnderstandDeps } from "./deps.ts";
import { documentText, type DocumentText } from "./documents/documentText.ts";
import { furtherMessage, mostTries } from "./mediaJobs.ts";
import { readScene, type MediaScene } from "./readScene.ts";
import { tellThread } from "./tellThread.ts";
import { planOf } from "./understanding/plan.ts";
import { noteWords, type Words } from "./understanding/words.ts";

/** After this many runs that were cut short the document itself must be what ends the runtime: it is not read again. */
const readingsOfOneFile = 3;

/**
 * The job that makes out what a file says or shows. In the end the file is `ready`, with words or with a note why there are none; a
 * model that cannot be reached is asked again as long as the job has attempts. Run twice it asks nobody the second time.
 */
export const understandMedia = async (
  deps: UnderstandDeps,
  db: TenantDb,
  { payload, attempt }: Pick<LeasedJob, "payload" | "attempt">,
): Promise<JobOutcome> => {
  const row = await db.first(media, eq(media.id, String(payload["mediaId"])));
  if (!row) return { kind: "done" };
  const further = furtherMessage(payload);
  if (row.state !== "stored") return told(deps, { ...row, ...further });
  if (further) return { kind: "again", failure: "It is being read for the message that it was sent in first" };
  const scene = await readScene(deps, db, row);
  // Every run so far was cut short, perhaps by the file itself: it is not opened again, and somebody waits to hear of it.
  if (scene && attempt > mostTries.understand_media) return finish(deps, db, row, noteWords("unreadable", scene.tenant.language));
  return deps.room.with(row.bytes ?? maxMediaBytes, () => understand(deps, db, row, scene, attempt));
};

const understand = async (
  deps: UnderstandDeps,
  db: TenantDb,
  row: MediaRow,
  scene: MediaScene | null,
  attempt: number,
): Promise<JobOutcome> => {
  const object = row.fileId === null ? null : await deps.files.open(db, row.fileId);
  if (!scene || !object || row.mediaType === null) return finish(deps, db, row, { text: null, description: null });
  const bytes = new Uint8Array(await object.arrayBuffer());
  const own = await ownWords(bytes, row, attempt);
  const plan = planOf(row.kind, askingOf(row, scene, bytes), own);
  if (plan.kind === "harmful") return refuseFile(deps, db, row);
  if (plan.kind === "known") return finish(deps, db, row, plan.words);
  if (scene.isBlocked) return finish(deps, db, row, plan.without);
  const answer = await askModel(deps, row, scene, plan.request);
  if (answer.kind === "words") return finish(deps, db, row, plan.read(answer.text) ?? plan.without);
  if (answer.kind === "again" && attempt < mostTries.understand_media) return { kind: "again", failure: answer.detail };
  if (answer.kind === "offline") return finish(deps, db, row, plan.without);
  const why = noteWords(answer.kind === "again" ? "unavailable" : answer.why, scene.tenant.language);
  return finish(deps, db, row, plan.without.text === null ? why : { ...why, text: plan.without.text });
};

/** Documents and contacts are read here; what is seen or heard only the model knows. */
const ownWords = async (bytes: Uint8Array, row: MediaRow, attempt: number): Promise<DocumentText | null> => {
  if (row.kind !== "document" && row.kind !== "contact") return null;
  if (attempt > readingsOfOneFile) return { kind: "none", why: "unreadable" };
  return documentText(bytes, row.mediaType as FileType);
};

const askingOf = (row: MediaRow, { agent, tenant }: MediaScene, bytes: Uint8Array) => ({
  model: agent.modelName,
  provider: agent.modelProvider,
  language: tenant.language,
  file: { name: row.name, mediaType: row.mediaType ?? "", bytes },
  durationMs: row.durationMs,
});

const isStored = (row: MediaRow) => and(eq(media.id, row.id), eq(media.state, "stored"));

const told = async (deps: UnderstandDeps, row: MediaRow): Promise<JobOutcome> => {
  await tellThread(deps, row);
  return { kind: "done" };
};

const finish = async (deps: UnderstandDeps, db: TenantDb, row: MediaRow, words: Words): Promise<JobOutcome> => {
  await db.batch([db.update(media, { ...words, state: "ready" }, isStored(row))]);
  return told(deps, { ...row, ...words, state: "ready" });
};

/** Nobody is to open it: the content goes, the row stays and says why. */
const refuseFile = async (deps: UnderstandDeps, db: TenantDb, row: MediaRow): Promise<JobOutcome> => {
  const set = { state: "refused", failure: "harmful", fileId: null } as const;
  if (row.fileId !== null) await deps.files.remove(db, row.fileId);
  await db.batch([db.update(media, set, isStored(row)), ...(row.fileId === null ? [] : [deps.files.forgetting(db, row.fileId)])]);
  return told(deps, { ...row, ...set });
};
