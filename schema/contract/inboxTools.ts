import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema, textOf } from "./shapes.ts";

/** Colours by name: each theme draws them its own way, always beside the label's word. */
export const labelColors = ["navy", "cyan", "teal", "purple", "red", "amber", "grey"] as const;

export const labelFieldsSchema = z.object({ name: textOf(40, 1), color: z.enum(labelColors) });
export const labelSchema = labelFieldsSchema.extend({ id: idOf("label") }).meta({ id: "Label" });
export type Label = z.infer<typeof labelSchema>;

/** `shortcut` is typed after `/`. `{{name}}` in the text stands for the customer's first name. */
export const cannedReplyFieldsSchema = z.object({
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}_-]{1,30}$/u),
  text: textOf(4_096, 1),
});
export const cannedReplySchema = cannedReplyFieldsSchema
  .extend({ id: idOf("cannedReply"), updatedAt: instantSchema })
  .meta({ id: "CannedReply" });
export type CannedReply = z.infer<typeof cannedReplySchema>;

/** A browser that wants to be told, as `PushSubscription.toJSON()` gives it (https://www.w3.org/TR/push-api/). */
export const pushSubscriptionSchema = z.object({
  /** `mine`: what needs a person, what I am named in, and what is said to me or to nobody's AI; `all`: every customer message. */
  what: z.enum(["mine", "all"]).default("mine"),
  endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
  keys: z.object({ p256dh: z.string().min(40).max(200), auth: z.string().min(10).max(100) }),
  /** Where this browser was reached before it made its subscription anew: what it wanted to be told of stays, the old address is let go. */
  replaces: z.string().max(1_000).optional(),
});
export const pushEndpointSchema = pushSubscriptionSchema.pick({ endpoint: true });
/** The installation's public key for web push, base64url (RFC 8292). */
export const pushKeySchema = z.object({ publicKey: z.string() });
