import { z } from "zod";
import { languageSchema } from "./enums.ts";
import { emailSchema, phoneSchema, textOf } from "./shapes.ts";

const timeZoneSchema = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}, "Not a time zone");

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
    /** The tenant's own model key is set; it is never read back. */
    hasModelKey: z.boolean(),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settingsSchema>;

export const settingsPatchSchema = settingsSchema.omit({ hasModelKey: true }).partial();
export const modelKeySchema = z.object({ apiKey: z.string().trim().min(10).max(400) });
