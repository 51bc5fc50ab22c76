import { and, eq, lte } from "drizzle-orm";
import { linkPreviews } from "../../schema/tables/inboxTools.ts";
import type { Directory } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { PreviewDeps } from "./deps.ts";

export interface PurgeDeps {
  directory: Pick<Directory, "expiredPreviews">;
  files: Pick<PreviewDeps["files"], "remove" | "forgetting">;
  db(tenantId: string): TenantDb;
}

const atOnce = 200;
/** Threads that are read again and again have their previews renewed, not made anew. */
const keptAfterMs = 7 * 24 * 60 * 60_000;

/** Forgets, for all tenants, previews that nobody has looked at for long. The row goes last: cut short, the next run ends it. */
export const purgePreviews = async ({ directory, files, db }: PurgeDeps, now: number): Promise<void> => {
  const before = now - keptAfterMs;
  for (const { tenantId, urlHash } of await directory.expiredPreviews(before, atOnce)) {
    const tenantDb = db(tenantId);
    const isIt = and(eq(linkPreviews.urlHash, urlHash), lte(linkPreviews.expiresAt, before));
    const row = await tenantDb.first(linkPreviews, isIt);
    if (!row) continue;
    const { imageFileId } = row;
    if (imageFileId !== null) await files.remove(tenantDb, imageFileId);
    await tenantDb.batch([
      tenantDb.remove(linkPreviews, eq(linkPreviews.urlHash, urlHash)),
      ...(imageFileId === null ? [] : [files.forgetting(tenantDb, imageFileId)]),
    ]);
  }
};
