import * as z from "zod";
import { idOf } from "./ids.ts";

/** A queue message only points at a row: rows are the truth, queues are a hint (DESIGN section 1, idea 6). */
export const jobHintSchema = z.object({ tenantId: idOf("tenant"), jobId: idOf("job") });
export type JobHint = z.infer<typeof jobHintSchema>;

export const jobKindSchema = z.enum([
  "extract_pdf",
  "send_mail",
  "finish_merge",
  "fetch_media",
  "understand_media",
  "remove_media",
  "move_threads",
  "spread_consent",
  "take_off_label",
  "free_assigned",
  "spread_block",
  "import_contacts",
  "erase",
]);
export type JobKind = z.infer<typeof jobKindSchema>;
