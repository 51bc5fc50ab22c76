import { and, eq } from "drizzle-orm";
import type { Media } from "../../schema/contract/media.ts";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import { rearmJob } from "../platform/rearmJob.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FileDeps } from "./deps.ts";
import { findMedia } from "./findMedia.ts";
import { mediaJobKey, type MediaJobKind } from "./mediaJobs.ts";
import { toMedia } from "./mediaView.ts";
import { isNote } from "./understanding/words.ts";

/** Which job has to run again, and what the medium is until it has; null when there is nothing to try again. */
export const retryOf = (row: MediaRow): { kind: MediaJobKind; state: "pending" | "stored" } | null => {
  const isWordless = row.text === null && row.description === null;
  if (row.fileId !== null) return row.state === "stored" || isWordless || isNote(row.description) ? again : null;
  return row.sourceUrl !== null && row.state !== "refused" ? { kind: "fetch_media", state: "pending" } : null;
};

const again = { kind: "understand_media", state: "stored" } as const;

/** Fetches or reads a file again that could not be. Refuses `conflict` while that is under way, or when it makes no sense. */
export const retryMedia = async (
  { chance, hints }: Pick<FileDeps, "chance" | "hints">,
  db: TenantDb,
  conversationId: string,
  mediaId: string,
): Promise<Media | Refusal> => {
  const row = await findMedia(db, conversationId, mediaId);
  if (!row) return refuse("not_found");
  const retry = retryOf(row);
  if (!retry) return refuse("conflict");
  const order = { kind: retry.kind, uniqueKey: mediaJobKey(retry.kind, mediaId), payload: { mediaId } };
  const set = { state: retry.state, failure: null, description: null } as const;
  const isSame = and(eq(media.id, mediaId), eq(media.state, row.state));
  const hint = await rearmJob(db, chance, order, [db.update(media, set, isSame)]);
  if (!hint) return refuse("conflict");
  await hints.send([hint]);
  return toMedia({ ...row, ...set });
};
