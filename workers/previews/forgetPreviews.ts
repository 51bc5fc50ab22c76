import { eq } from "drizzle-orm";
import { linkPreviews } from "../../schema/tables/inboxTools.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { PreviewDeps } from "./deps.ts";
import { firstLink } from "./firstLink.ts";
import { findPreview } from "./previewOf.ts";

/** What was found behind the links of these texts, which may say who they were sent to. Somebody else's same link is looked at anew. */
export const forgetPreviews = async (
  { files, simulated }: { files: Pick<PreviewDeps["files"], "remove" | "forgetting">; simulated: string | null },
  db: TenantDb,
  texts: readonly string[],
): Promise<void> => {
  for (const text of texts) {
    const link = firstLink(text, simulated);
    const row = link && (await findPreview(db, link));
    if (!row) continue;
    const { urlHash, imageFileId } = row;
    if (imageFileId !== null) await files.remove(db, imageFileId);
    await db.batch([
      db.remove(linkPreviews, eq(linkPreviews.urlHash, urlHash)),
      ...(imageFileId === null ? [] : [files.forgetting(db, imageFileId)]),
    ]);
  }
};
