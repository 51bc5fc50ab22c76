import { and, eq, isNull } from "drizzle-orm";
import { media } from "../../schema/tables/media.ts";
import type { Directory } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FileDeps } from "./deps.ts";
import { uploadKept } from "./uploads.ts";

export interface PurgeDeps extends Pick<FileDeps, "files"> {
  directory: Pick<Directory, "unsentUploads">;
  db(tenantId: string): TenantDb;
}

const atOnce = 200;
/** Between the last moment an upload may be sent and its end, so that no message finds its file gone. */
const grace = 60 * 60_000;

/** Deletes uploads, of all tenants, that no message was ever sent with. The row goes last: cut short, the next run ends it. */
export const purgeUploads = async ({ directory, db, files }: PurgeDeps, now: number): Promise<void> => {
  for (const { tenantId, mediaId } of await directory.unsentUploads(now - uploadKept - grace, atOnce)) {
    const tenantDb = db(tenantId);
    const row = await tenantDb.first(media, and(eq(media.id, mediaId), isNull(media.messageId)));
    if (!row) continue;
    if (row.fileId !== null) await files.remove(tenantDb, row.fileId);
    await tenantDb.batch([
      ...(row.fileId === null ? [] : [files.forgetting(tenantDb, row.fileId)]),
      tenantDb.remove(media, and(eq(media.id, mediaId), isNull(media.messageId)) ?? eq(media.id, mediaId)),
    ]);
  }
};
