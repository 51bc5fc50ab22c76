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

/** What becomes of a file that is kept no longer: that there was one, of which kind, and nothing that was in it. */
export const expired = {
  state: "failed",
  failure: "expired",
  name: "",
  description: null,
  text: null,
  fileId: null,
  sourceLine: null,
  sourceUrl: null,
} as const satisfies Partial<MediaRow>;
