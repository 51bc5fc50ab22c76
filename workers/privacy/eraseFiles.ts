import { eq, sql, type SQL } from "drizzle-orm";
import { media, type MediaRow } from "../../schema/tables/media.ts";
import { erasureRemains } from "../../schema/tables/privacy.ts";
import { fileIdOf } from "../media/fetchMedia.ts";
import { expired } from "../media/mediaView.ts";
import { tellThread } from "../media/tellThread.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { ErasureDeps, Work } from "./deps.ts";
import { counting } from "./progress.ts";
import { theirs } from "./theirs.ts";

const atOnce = 20;

/** In D1 a file belongs to the thread it was first written in; one that was never sent, or whose thread is gone, to its contact. */
const areTheirs = ({ conversationIds, contactIds }: Pick<Work["erasure"], "conversationIds" | "contactIds">): SQL[] => [
  theirs(media.conversationId, conversationIds),
  sql`${theirs(media.contactId, contactIds)}
    AND NOT EXISTS (SELECT 1 FROM conversations AS c WHERE c.tenant_id = ${media.tenantId} AND c.id = ${media.conversationId})`,
];

/** Where only files go, their threads are still there. */
const isInTheirThreads = (contactIds: readonly string[]): SQL =>
  sql`${media.fileId} IS NOT NULL AND ${media.conversationId} IN (SELECT id FROM conversations WHERE tenant_id = ${media.tenantId}
    AND contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)})))`;

const atProvider = (db: TenantDb, erasureId: string, { sourceLine, sourceUrl, removedAt }: MediaRow): Statement[] =>
  sourceLine === null || sourceUrl === null || removedAt !== null
    ? []
    : [db.insert(erasureRemains, { erasureId, line: sourceLine, url: sourceUrl }, { do: "nothing" })];

/** Content first, then the row that says where it was: cut short, the next run finds the row. */
const eraseFile = async ({ files }: Pick<ErasureDeps, "files">, { db, erasure }: Work, row: MediaRow): Promise<void> => {
  // Also under the name that a download under way would give it.
  const fileIds = [...new Set([fileIdOf(row.id), ...(row.fileId === null ? [] : [row.fileId])])];
  for (const fileId of fileIds) await files.remove(db, fileId);
  const isIt = eq(media.id, row.id);
  const isThere = sql`SELECT COUNT(*) FROM media WHERE tenant_id = ${db.tenantId} AND id = ${row.id} AND file_id IS NOT NULL`;
  await db.batch([
    counting(db, erasure.id, "files", isThere),
    ...atProvider(db, erasure.id, row),
    ...fileIds.map((fileId) => files.forgetting(db, fileId)),
    erasure.scope === "files" ? db.update(media, expired, isIt) : db.remove(media, isIt),
  ]);
};

/** Files of the person: content, words and row; or, where only files go, all but the bare fact that there was one. */
export const eraseFiles = async (deps: ErasureDeps, work: Work): Promise<void> => {
  const { erasure } = work;
  const groups = erasure.scope === "files" ? [isInTheirThreads(erasure.contactIds)] : areTheirs(erasure);
  for (const where of groups) await eraseGroup(deps, work, where);
};

const eraseGroup = async (deps: ErasureDeps, work: Work, where: SQL): Promise<void> => {
  const { db, erasure, goOn } = work;
  for (;;) {
    const rows = await db.all(media, { where, limit: atOnce });
    if (rows.length === 0) return;
    for (const row of rows) {
      await goOn();
      await eraseFile(deps, work, row);
      if (erasure.scope === "files") await tellThread(deps, { ...row, ...expired });
    }
  }
};
