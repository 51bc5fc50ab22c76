import type { Media } from "../../schema/contract/media.ts";
import type { MediaRow } from "../../schema/tables/media.ts";

/** A medium as conversations keep it and clients see it: where it lies and where it came from are nobody else's business. */
export const toMedia = (row: Omit<MediaRow, "tenantId">): Media => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  failure: row.failure,
  name: row.name,
  mediaType: row.mediaType,
  bytes: row.bytes,
  durationMs: row.durationMs,
  width: row.width,
  height: row.height,
  description: row.description,
  text: row.text,
});

/** A medium's first row. */
export const newRow = (
  medium: Media,
  place: Pick<MediaRow, "contactId" | "conversationId" | "messageId" | "sourceLine" | "sourceUrl" | "fileId" | "createdAt">,
): Omit<MediaRow, "tenantId"> => ({ ...medium, ...place, removedAt: null });
