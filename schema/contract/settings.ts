import * as z from "zod";
import { languageSchema } from "./enums.ts";
import { emailSchema, instantSchema, phoneSchema, textOf } from "./shapes.ts";

const timeZoneSchema = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}, "Not a time zone");

const minuteSchema = z
  .number()
  .int()
  .min(0)
  .max(24 * 60);

/** When people are there, in the tenant's time zone: for each day, Monday first, spans in minutes since midnight. */
export const officeHoursSchema = z
  .array(
    z
      .array(
        z
          .object({ from: minuteSchema, to: minuteSchema })
          .refine(({ from, to }) => from < to, { path: ["to"], message: "Ends before it begins" }),
      )
      .max(4),
  )
  .length(7)
  .meta({ id: "OfficeHours" });
export type OfficeHours = z.infer<typeof officeHoursSchema>;

/** Nothing goes before a month has passed: who is on holiday still finds their thread. */
const keptDaysSchema = z.number().int().min(30).max(3_650);

export const settingsSchema = z
  .object({
    name: textOf(120, 1),
    language: languageSchema,
    timeZone: timeZoneSchema.meta({ override: { type: "string", example: "Europe/Rome" } }),
    /** Numbers of the tenant's own consultants: they get the consultant's prompt on any agent. */
    consultantPhones: z.array(phoneSchema).max(20),
    /** Numbers of the reception: stored, never answered by AI. */
    receptionPhones: z.array(phoneSchema).max(20),
    /** Where alerts are mailed to; null for nowhere. */
    alertEmail: emailSchema.nullable(),
    /** Files that customers sent are removed at Twilio once they are stored here. */
    removeProviderMedia: z.boolean(),
    /** For how many days after the last message of a contact's threads they are kept, and their files; null for ever. */
    keepMessagesDays: keptDaysSchema.nullable(),
    keepFilesDays: keptDaysSchema.nullable(),
    officeHours: officeHoursSchema.nullable(),
    /** Said once while closed, when a person is needed and nobody is there; empty: nothing is said. */
    awayText: textOf(1_000),
    /** The tenant's own model key is set; it is never read back. */
    hasModelKey: z.boolean(),
    /** When the provider last took that key at somebody's asking, and whether it has refused it since. */
    modelKeyCheckedAt: instantSchema.nullable(),
    isModelKeyRefused: z.boolean(),
    /** Counts the changes of the other fields. */
    version: z.number().int(),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settingsSchema>;

export const settingsPatchSchema = settingsSchema
  .omit({ hasModelKey: true, modelKeyCheckedAt: true, isModelKeyRefused: true })
  .partial()
  .extend({
    /** The version the form was opened at; a newer one on the server is a `conflict` that shows both. */
    version: z.number().int().optional(),
  });
export const modelKeySchema = z.object({ apiKey: z.string().trim().min(10).max(400) });

/**
 * What came of one small call to the model. `limited`: the key is good and has used up its quota for now; `unreachable`: nothing was
 * learnt about it. Of a tenant without a key the installation's own are tried; `none` when there are none.
 */
export const modelKeyCheckSchema = z
  .object({
    owner: z.enum(["tenant", "pool", "none"]),
    outcome: z.enum(["works", "refused", "limited", "unreachable"]),
    at: instantSchema,
  })
  .meta({ id: "ModelKeyCheck" });
export type ModelKeyCheck = z.infer<typeof modelKeyCheckSchema>;
