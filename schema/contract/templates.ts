import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema } from "./shapes.ts";

/** Approval by WhatsApp (https://www.twilio.com/docs/content/content-approvals). Only `approved` ones open a conversation. */
export const templateStatusSchema = z.enum(["unsubmitted", "received", "pending", "approved", "rejected", "paused", "disabled"]);
export type TemplateStatus = z.infer<typeof templateStatusSchema>;

/** WhatsApp's limit for a template with its values in it, in characters (https://www.twilio.com/docs/api/errors/63021). */
export const maxTemplateLength = 1_024;

/** A message text that WhatsApp has approved beforehand, as the provider's content resource has it. */
export const templateSchema = z
  .object({
    id: idOf("template"),
    name: z.string(),
    language: z.string(),
    category: z.string().nullable(),
    status: templateStatusSchema,
    rejectionReason: z.string().nullable(),
    /** The text with its placeholders `{{1}}`, `{{name}}`. */
    body: z.string(),
    /** Placeholders in the order of their appearance, each with the sample it was approved with. */
    variables: z.array(z.object({ name: z.string(), sample: z.string() })),
    /** Whether Filo can send it: of some kinds (carousels, catalogues) it can't. */
    isSupported: z.boolean(),
    syncedAt: instantSchema,
  })
  .meta({ id: "Template" });
export type Template = z.infer<typeof templateSchema>;
