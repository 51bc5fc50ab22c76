import { eq } from "drizzle-orm";
import { media } from "../../schema/tables/media.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FetchDeps } from "./deps.ts";

/** The job that removes a file at the provider, for tenants who want that, once it is stored here. */
export const removeMedia = async (
  { chance, line }: Pick<FetchDeps, "chance" | "line">,
  db: TenantDb,
  { payload }: Pick<LeasedJob, "payload">,
): Promise<JobOutcome> => {
  const row = await db.first(media, eq(media.id, String(payload["mediaId"])));
  if (!row || row.fileId === null || row.removedAt !== null || row.sourceLine === null || row.sourceUrl === null)
    return { kind: "done" };
  const removed = await line(row.sourceLine).removeMedia({ url: row.sourceUrl });
  if (removed.kind === "later") return { kind: "again", failure: "The provider did not remove it yet", afterMs: removed.afterMs };
  if (removed.kind !== "removed") return { kind: "failed", failure: "The provider will not remove it" };
  await db.batch([db.update(media, { removedAt: chance.now() }, eq(media.id, row.id))]);
  return { kind: "done" };
};
