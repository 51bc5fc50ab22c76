import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema, pageQuerySchema, textOf } from "./shapes.ts";

/** What a column of somebody's list can hold. */
export const importFields = ["name", "firstName", "lastName", "phone", "email", "role", "level", "goal", "note"] as const;
export const importFieldSchema = z.enum(importFields);
export type ImportField = z.infer<typeof importFieldSchema>;

export const maxImportRows = 5_000;
export const maxImportBytes = 2 * 1024 * 1024;

/** Why a row is left out. */
export const importReasons = [
  "empty",
  "bad_phone",
  "bad_email",
  "bad_role",
  "bad_level",
  "too_long",
  "twice_in_file",
  "two_people",
  "known",
] as const;
export const importReasonSchema = z.enum(importReasons);
export type ImportReason = z.infer<typeof importReasonSchema>;

/** `fill`: what is missing of somebody who is known already is filled in; `skip`: they stay as they are. */
const knownPeopleSchema = z.enum(["fill", "skip"]);

/** The file's text, and which field each of its columns is; null for a column that is left out. */
export const importPreviewQuerySchema = z.object({
  text: z.string().min(1).max(maxImportBytes),
  /** Left out, it is guessed from the headings and from what stands below them. */
  mapping: z.array(importFieldSchema.nullable()).max(60).optional(),
  known: knownPeopleSchema.default("fill"),
});

export const importVerdictSchema = z.enum(["create", "update", "skip"]);

export const importPreviewSchema = z
  .object({
    columns: z.array(z.object({ heading: z.string(), samples: z.array(z.string()), field: importFieldSchema.nullable() })),
    total: z.number().int(),
    create: z.number().int(),
    update: z.number().int(),
    skip: z.number().int(),
    /** The first rows, and the first of those that would be left out. */
    rows: z.array(
      z.object({
        /** Its line in the file as a spreadsheet numbers them: the heading's is 1. */
        line: z.number().int(),
        fields: z.partialRecord(importFieldSchema, z.string()),
        verdict: importVerdictSchema,
        reason: importReasonSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "ImportPreview" });
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importCreateSchema = importPreviewQuerySchema.required({ mapping: true }).extend({ fileName: textOf(200, 1) });

export const contactImportSchema = z
  .object({
    id: idOf("contactImport"),
    fileName: z.string(),
    state: z.enum(["due", "running", "done", "failed"]),
    total: z.number().int(),
    done: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    skipped: z.number().int(),
    createdAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: "ContactImport" });
export type ContactImport = z.infer<typeof contactImportSchema>;

export const importRowsQuerySchema = pageQuerySchema.extend({
  outcome: z.enum(["due", "created", "updated", "skipped"]).optional(),
});

export const importRowSchema = z
  .object({
    line: z.number().int(),
    fields: z.partialRecord(importFieldSchema, z.string()),
    outcome: z.enum(["due", "created", "updated", "skipped"]),
    reason: importReasonSchema.nullable(),
    contactId: idOf("contact").nullable(),
  })
  .meta({ id: "ImportRow" });
export type ImportRow = z.infer<typeof importRowSchema>;
