import * as z from "zod";
import { channelSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { instantSchema, textOf } from "./shapes.ts";

/** What a customer said about being written to, with the words as evidence. The newest per channel is what holds. */
export const consentSchema = z
  .object({
    id: idOf("consent"),
    channel: channelSchema,
    state: z.enum(["stopped", "started"]),
    /** The customer's own words; or, written down by a colleague, where and how they said so. */
    evidence: z.string(),
    messageId: idOf("message").nullable(),
    /** The colleague who wrote down what was said elsewhere. */
    recordedBy: z.string().nullable(),
    at: instantSchema,
  })
  .meta({ id: "Consent" });
export type Consent = z.infer<typeof consentSchema>;

/** What a contact said elsewhere, with what proves it: a form that was signed, a call, a letter. */
export const consentFieldsSchema = z.object({
  channel: channelSchema,
  state: z.enum(["stopped", "started"]),
  evidence: textOf(500, 3),
  /** When they said so; now, if left out. */
  at: instantSchema.optional(),
});
