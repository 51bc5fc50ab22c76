import { and, eq } from "drizzle-orm";
import { maxMediaBytes, type MediaFailure } from "../../schema/contract/media.ts";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { OpenedMedia } from "../channels/port.ts";
import type { FetchDeps } from "./deps.ts";
import { examine, type Examined } from "./examine.ts";
import { fileNameFor } from "./fileName.ts";
import { mostTries, prepareMediaJob } from "./mediaJobs.ts";
import { readStream } from "./readStream.ts";
import { tellThread } from "./tellThread.ts";

const streamLimits = { bytes: maxMediaBytes, milliseconds: 60_000, silence: 15_000 };

/**
 * The job behind a message's file: from the provider into the tenant's own store, typed by its content. Run twice it stores once; a
 * file that cannot be had becomes `failed`, one that is never stored `refused`, each with its reason, and the talk goes on. One that
 * isn't there yet (Twilio tells of a file before it can be fetched) is asked for again within seconds.
 */
export const fetchMedia = async (
  deps: FetchDeps,
  db: TenantDb,
  { payload, attempt }: Pick<LeasedJob, "payload" | "attempt">,
): Promise<JobOutcome> => {
  const row = await db.first(media, eq(media.id, String(payload["mediaId"])));
  if (!row) return vanished(deps, db, String(payload["mediaId"]));
  if (row.state !== "pending") return told(deps, row);
  // Every run so far was cut short: whatever it is that ends them, somebody waits to hear of it.
  if (attempt > mostTries.fetch_media) return give(deps, db, row, "failed", "download_failed");
  const opened = await open(deps, row);
  const size = opened.kind === "found" ? (opened.bytes ?? maxMediaBytes) : 0;
  return deps.room.with(size, () => take(deps, db, row, opened, attempt));
};

const open = async (deps: FetchDeps, { sourceLine, sourceUrl }: MediaRow): Promise<OpenedMedia> =>
  sourceLine === null || sourceUrl === null ? { kind: "gone" } : deps.line(sourceLine).openMedia({ url: sourceUrl });

const take = async (deps: FetchDeps, db: TenantDb, row: MediaRow, opened: OpenedMedia, attempt: number): Promise<JobOutcome> => {
  const fetched = await download(opened);
  if (fetched.kind === "later" && attempt < mostTries.fetch_media)
    return { kind: "again", failure: fetched.failure, afterMs: fetched.afterMs };
  if (fetched.kind !== "here") return give(deps, db, row, fetched.kind === "later" ? "failed" : fetched.state, fetched.failure);
  return keep(deps, db, row, fetched);
};

/** Named after the medium, so that a second run overwrites rather than leaves a file nobody knows. */
export const fileIdOf = (mediaId: string): string => mediaId.replace(/^[a-z]+_/, "fil_");

/** Whose file it was is erased: what a run before this one may have stored goes too. */
const vanished = async ({ files }: Pick<FetchDeps, "files">, db: TenantDb, mediaId: string): Promise<JobOutcome> => {
  const fileId = fileIdOf(mediaId);
  await files.remove(db, fileId);
  await db.batch([files.forgetting(db, fileId)]);
  return { kind: "done" };
};

const told = async (deps: FetchDeps, row: MediaRow): Promise<JobOutcome> => {
  await tellThread(deps, row);
  return { kind: "done" };
};

type Download =
  | { kind: "here"; bytes: Uint8Array; examined: Examined }
  | { kind: "later"; afterMs: number; failure: MediaFailure }
  | { kind: "never"; state: "refused" | "failed"; failure: MediaFailure };

const never = (failure: MediaFailure): Download => ({ kind: "never", state: stateOf(failure), failure });

/** What we will not store is refused; what we could not get has failed. */
const stateOf = (failure: MediaFailure): "refused" | "failed" =>
  failure === "not_found" || failure === "download_failed" ? "failed" : "refused";

const download = async (opened: OpenedMedia): Promise<Download> => {
  if (opened.kind === "later") return { kind: "later", afterMs: opened.afterMs, failure: "download_failed" };
  if (opened.kind === "gone") return never("not_found");
  if (opened.kind === "refused") return never(opened.failure);
  if (opened.bytes !== null && opened.bytes > maxMediaBytes) {
    await opened.body.cancel().catch(() => {});
    return never("too_large");
  }
  const read = await readStream(opened.body, streamLimits);
  if (!read.ok)
    return read.failure === "too_large" ? never("too_large") : { kind: "later", afterMs: 0, failure: "download_failed" };
  const examined = examine(read.bytes, "whatsapp");
  return examined.ok ? { kind: "here", bytes: read.bytes, examined } : never(examined.failure);
};

const isPending = (row: MediaRow) => and(eq(media.id, row.id), eq(media.state, "pending"));

const give = async (
  deps: FetchDeps,
  db: TenantDb,
  row: MediaRow,
  state: "refused" | "failed",
  failure: MediaFailure,
): Promise<JobOutcome> => {
  await db.batch([db.update(media, { state, failure }, isPending(row))]);
  return told(deps, { ...row, state, failure });
};

const keep = async (
  deps: FetchDeps,
  db: TenantDb,
  row: MediaRow,
  { bytes, examined: { ok: _ok, ...facts } }: Extract<Download, { kind: "here" }>,
): Promise<JobOutcome> => {
  const name = fileNameFor(row.name, facts.mediaType);
  const fileId = fileIdOf(row.id);
  const stored = await deps.files.put(db, { fileId, name, mediaType: facts.mediaType, bytes });
  const set = { ...facts, name, fileId, bytes: bytes.length, state: "stored", failure: null } as const;
  const reading = prepareMediaJob(db, deps.chance, "understand_media", row.id);
  const wanted = (await deps.tenant(db.tenantId))?.removeProviderMedia === true;
  const removal = wanted ? prepareMediaJob(db, deps.chance, "remove_media", row.id) : null;
  const [, isKept] = await db.batch([
    stored.statement,
    db.update(media, set, isPending(row)),
    reading.statement,
    ...(removal ? [removal.statement] : []),
  ]);
  if (!isKept && !(await db.first(media, eq(media.id, row.id)))) return vanished(deps, db, row.id);
  await deps.hints.send([reading.hint, ...(removal ? [removal.hint] : [])]);
  return told(deps, { ...row, ...set });
};
