import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema } from "./shapes.ts";
import { problems, type ProblemKey } from "./problems.ts";

/** What a backup is sealed with: nobody keeps it but whoever gave it. */
export const passphraseSchema = z.string().min(12).max(200);

export const backupRequestSchema = z.object({ passphrase: passphraseSchema });

/** The pieces a backup's file is brought in: each of exactly this many bytes, but for the last. */
export const restorePartBytes = 4 * 1024 * 1024;
/** 200 GB: more than a tenant will ever have, and numbers that stay exact. */
export const mostRestoreParts = 50_000;

export const restoreStates = ["receiving", "checking", "restoring", "done", "failed"] as const;

/** A backup that is being restored into this installation. */
export const restoreSchema = z
  .object({
    id: idOf("restore"),
    state: z.enum(restoreStates),
    /** Whose backup it is; null until that has been read. */
    tenantId: idOf("tenant").nullable(),
    tenantName: z.string().nullable(),
    /** How far the present state has come, in bytes of the file. */
    doneBytes: z.number().int(),
    totalBytes: z.number().int(),
    /** Why it failed: a problem's key, and what it is about. */
    failure: z.enum(Object.keys(problems) as [ProblemKey, ...ProblemKey[]]).nullable(),
    failureDetail: z.string().nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: "Restore" });
export type Restore = z.infer<typeof restoreSchema>;

export const restoreAdvanceSchema = z.object({
  passphrase: passphraseSchema,
  /** Length of the whole file: what was brought is as long, or is refused. */
  totalBytes: z
    .number()
    .int()
    .min(1)
    .max(restorePartBytes * mostRestoreParts),
  /** Whether the tenant's WhatsApp numbers are connected here. Nothing else may serve them then. */
  takeNumbers: z.boolean(),
});
