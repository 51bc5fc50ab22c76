import type { z } from "zod";
import type { mergeSchema } from "../../schema/contract/contacts.ts";
import type { MergeRow } from "../../schema/tables/contacts.ts";

export type MergeView = z.input<typeof mergeSchema>;

/** A merge as the console sees it. */
export const mergeViewOf = ({ id, winnerId, loserId, reason, mergedAt, undoneAt }: MergeRow): MergeView => ({
  id,
  winnerId,
  loserId,
  reason,
  mergedAt: new Date(mergedAt).toISOString(),
  undoneAt: undoneAt === null ? null : new Date(undoneAt).toISOString(),
});
