import * as z from "zod";
import { readingSchema } from "./agentShares.ts";
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
  /** What they want to reach, in the consultant's words. */
  goal: textOf(500),
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
    /** Nothing they write is answered or shown as new, and nothing is sent to them. */
    blockedAt: instantSchema.nullable(),
    /** Agents whose page they told how to answer, or came to by a share link. */
    readings: z.array(readingSchema),
    /** Set when this contact was joined into another; its id keeps resolving. */
    mergedInto: idOf("contact").nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: "Contact" });
export type Contact = z.infer<typeof contactSchema>;

export const contactListQuerySchema = pageQuerySchema.extend({
  search: z.string().max(120).optional(),
  role: roleSchema.optional(),
  /** The level they have now. */
  level: z.coerce.number().pipe(levelSchema).optional(),
  /** `blocked`, or `stopped`: said STOP on some channel and nothing since. */
  state: z.enum(["blocked", "stopped"]).optional(),
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

/** What of a contact's own a merge may change, or leave behind. */
export const mergeFields = [
  "displayName",
  "phone",
  "email",
  "roles",
  "level",
  "goal",
  "note",
  "language",
  "unconfirmedEmail",
  "blockedAt",
  "stoppedChannels",
] as const;
const mergeFieldSchema = z.enum(mergeFields);
export type MergeField = z.infer<typeof mergeFieldSchema>;

const mergeThreadSchema = z.object({ conversationId: idOf("conversation"), agentId: idOf("agent"), agentName: z.string() });

/** What a merge would do, with nothing done. */
export const mergePreviewSchema = z
  .object({
    /** Who stays, as they are now. */
    winner: contactSchema,
    /** Who goes. */
    loser: contactSchema,
    /** The one contact that they would be. */
    after: contactSchema,
    /** Where `after` differs from `winner`. */
    changes: z.array(mergeFieldSchema),
    /** What the loser has there that `after` does not show. */
    leftOut: z.array(mergeFieldSchema),
    /** What would be handed over. */
    moves: z.object({
      identities: z.array(identitySchema),
      /** Threads with agents that only the loser wrote to: they move whole. */
      conversations: z.array(mergeThreadSchema),
      /** Threads with agents that both wrote to: two become one. */
      joined: z.array(mergeThreadSchema),
      subscriptions: z.number().int(),
      dossierEntries: z.number().int(),
      consents: z.number().int(),
      /** Browsers where the loser is signed in on a page. */
      sessions: z.number().int(),
      readings: z.number().int(),
    }),
  })
  .meta({ id: "MergePreview" });
export type MergePreview = z.infer<typeof mergePreviewSchema>;

/** The contact that two have become, and the merge, by which they can be parted again. */
export const mergedSchema = z.object({ contact: contactSchema, mergeId: idOf("merge") });

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
