import { and, eq, isNull, or } from "drizzle-orm";
import type { Media } from "../../schema/contract/media.ts";
import { media } from "../../schema/tables/media.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { FileDeps } from "./deps.ts";
import { prepareMediaJob } from "./mediaJobs.ts";
import { newRow } from "./mediaView.ts";

/** A medium of a message that has just been stored. */
export interface Adoption {
  contactId: string;
  conversationId: string;
  messageId: string;
  media: Media;
  /** Where the provider has it; null for a file that was uploaded and is here already. */
  source: { line: string; url: string } | null;
}

/**
 * Takes a message's file in charge: its row and the job that fetches it, or, for an upload, its message and the job that reads it,
 * in one write. Done again it changes nothing. The hint comes after the rows: lost, cron finds the job. An upload that another
 * message was sent with before stays that one's, and this one is told what comes of it.
 */
export const adoptMedia = async (
  deps: Pick<FileDeps, "chance" | "hints">,
  db: TenantDb,
  { contactId, conversationId, messageId, media: medium, source }: Adoption,
): Promise<void> => {
  const job = prepareMediaJob(db, deps.chance, source ? "fetch_media" : "understand_media", medium.id);
  const place = { contactId, conversationId, messageId, fileId: null, createdAt: deps.chance.now() };
  const row = source
    ? db.insert(media, newRow(medium, { ...place, sourceLine: source.line, sourceUrl: source.url }), { do: "nothing" })
    : db.update(
        media,
        { conversationId, messageId },
        and(eq(media.id, medium.id), or(isNull(media.messageId), eq(media.messageId, messageId))),
      );
  const [taken] = await db.batch([row, job.statement]);
  await deps.hints.send([job.hint]);
  if (source !== null || taken === 1 || medium.state !== "stored") return;
  const news = prepareMediaJob(db, deps.chance, "understand_media", medium.id, { conversationId, messageId });
  await db.batch([news.statement]);
  await deps.hints.send([news.hint]);
};
