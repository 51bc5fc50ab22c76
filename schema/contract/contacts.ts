import { z } from "zod";
import { channelSchema, customerLanguageSchema, levelSchema, roleSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { emailSchema, instantSchema, pageQuerySchema, phoneSchema, textOf } from "./shapes.ts";

export const identityKindSchema = z.enum(["phone", "whatsapp", "email", "visitor"]);
export type IdentityKind = z.infer<typeof identityKindSchema>;

export const identitySchema = z.object({
  id: idOf("identity"),
  kind: identityKindSchema,
  /** E.164 phone, WhatsApp business-scoped user id or e-mail; a visitor's cookie is never shown. */
  value: z.string(),
  verifiedAt: instantSchema.nullable(),
});

export const contactFieldsSchema = z.object({
  displayName: textOf(120, 1),
  phone: phoneSchema.nullable(),
  email: emailSchema.nullable(),
  roles: z.array(roleSchema).max(4),
  language: customerLanguageSchema.nullable(),
  note: textOf(4_000),
});
export const contactCreateSchema = contactFieldsSchema.partial().required({ displayName: true });
export const contactPatchSchema = contactFieldsSchema.partial();

/** `"4"` is an old name for Gold and counts as such (DESIGN section 4). */
export const subscriptionSchema = z.object({
  level: z
    .union([levelSchema, z.literal(4), z.enum(["1", "2", "3", "4"])])
    .transform((level) => Number(level) as 1 | 2 | 3 | 4)
    .meta({ override: { type: "integer", enum: [1, 2, 3, 4] } }),
  status: z.enum(["pending", "active", "canceled", "expired"]),
});

export const contactSchema = contactFieldsSchema
  .extend({
    id: idOf("contact"),
    level: levelSchema,
    subscription: z.object({ level: z.number().int(), status: z.string(), updatedAt: instantSchema }).nullable(),
    identities: z.array(identitySchema),
    /** Whether the language was found in what they wrote, or set by a person. */
    languageSource: z.enum(["found", "set"]).nullable(),
    /** Channels on which they said STOP and nothing else since. */
    stoppedChannels: z.array(channelSchema),
    /** The address a customer signed up with and has not confirmed yet; it counts for nothing until then. */
    unconfirmedEmail: z.string().optional(),
    /** Set when this contact was joined into another; its id keeps resolving. */
    mergedInto: idOf("contact").nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: "Contact" });
export type Contact = z.infer<typeof contactSchema>;

export const contactListQuerySchema = pageQuerySchema.extend({
  search: z.string().max(120).optional(),
  role: roleSchema.optional(),
});

export const dossierKindSchema = z.enum(["exercise", "finance", "consultation", "note"]);
export const dossierFieldsSchema = z.object({
  kind: dossierKindSchema,
  title: textOf(200, 1),
  body: textOf(8_000),
  happenedAt: instantSchema,
});
export const dossierEntrySchema = dossierFieldsSchema
  .extend({ id: idOf("dossierEntry"), createdAt: instantSchema })
  .meta({ id: "DossierEntry" });
export type DossierEntry = z.infer<typeof dossierEntrySchema>;

/** A merge that can be undone. */
export const mergeSchema = z
  .object({
    id: idOf("merge"),
    winnerId: idOf("contact"),
    loserId: idOf("contact"),
    reason: z.enum(["whatsapp_link", "sign_in", "email_verified", "console"]),
    mergedAt: instantSchema,
    undoneAt: instantSchema.nullable(),
  })
  .meta({ id: "Merge" });
