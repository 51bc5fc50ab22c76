import * as z from "zod";
import { channelSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { instantSchema } from "./shapes.ts";

/** What a customer said about being written to, with the words as evidence. The newest per channel is what holds. */
export const consentSchema = z
  .object({
    id: idOf("consent"),
    channel: channelSchema,
    state: z.enum(["stopped", "started"]),
    /** The customer's own words. */
    evidence: z.string(),
    messageId: idOf("message").nullable(),
    at: instantSchema,
  })
  .meta({ id: "Consent" });
export type Consent = z.infer<typeof consentSchema>;
