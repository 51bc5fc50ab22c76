import * as z from "zod";
import { preferencesSchema } from "./agentShares.ts";
import { languageSchema, levelSchema } from "./enums.ts";
import { tokenSchema } from "./auth.ts";
import { maxMessageLength, publicMessageSchema } from "./conversations.ts";
import { mediaIdsSchema } from "./media.ts";
import { emailSchema, instantSchema, passwordSchema, textOf } from "./shapes.ts";

/** Everything the page `/ai/:slug` needs to paint before the first message. */
export const publicInfoSchema = z
  .object({
    slug: z.string(),
    agentName: z.string(),
    businessName: z.string(),
    language: languageSchema,
    greeting: z.string(),
    starters: z.array(z.string()),
    levels: z.array(levelSchema),
    /** wa.me number of the agent, when it has one. */
    whatsappNumber: z.string().nullable(),
    upgradeText: z.string(),
    upgradeUrl: z.string().nullable(),
    /** Messages left today; null when there is no limit. */
    remainingMessages: z.number().int().nullable(),
    /** A switched-off agent keeps its page and takes no messages. */
    isActive: z.boolean(),
    aiEnabled: z.boolean(),
    /** The linked WhatsApp of whoever is looking, shortened. */
    linkedWhatsapp: z.string().nullable(),
    customer: z
      .object({
        name: z.string(),
        email: z.string(),
        emailVerified: z.boolean(),
        level: levelSchema,
        preferences: preferencesSchema,
      })
      .nullable(),
  })
  .meta({ id: "PublicInfo" });
export type PublicInfo = z.infer<typeof publicInfoSchema>;

export const chatSchema = z
  .object({
    message: textOf(maxMessageLength).default(""),
    mediaIds: mediaIdsSchema.default([]),
    clientMessageId: z.string().min(8).max(64),
  })
  .refine((sent) => sent.message !== "" || sent.mediaIds.length > 0, { path: ["message"], message: "Text or a file is needed" });
export const chatAnswerSchema = z.object({ response: z.string().nullable(), remainingMessages: z.number().int().nullable() });

/** The server-sent events of a chat POST: `event:` is the key, `data:` the JSON. A draft is nothing until `committed`. */
export const chatEventSchemas = {
  accepted: z.object({ message: publicMessageSchema }),
  delta: z.object({ text: z.string() }),
  retracted: z.object({}),
  committed: z.object({ message: publicMessageSchema, remainingMessages: z.number().int().nullable() }),
  superseded: z.object({}),
  person: z.object({}),
  closed: z.object({ reason: z.string() }),
} as const;
export type ChatEventName = keyof typeof chatEventSchemas;
export type ChatEvent = { [K in ChatEventName]: { event: K; data: z.infer<(typeof chatEventSchemas)[K]> } }[ChatEventName];

export const whatsappLinkSchema = z.object({ code: z.string(), url: z.string(), expiresAt: instantSchema });
export const linkConfirmSchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

/** The code of the share link the page was opened with, if it was; one that names no link is no reason to keep anybody out. */
const share = z.string().max(64).optional();

export const customerSignUpSchema = z.object({ name: textOf(120, 1), email: emailSchema, password: passwordSchema, share });
export const customerSignInSchema = z.object({ email: emailSchema, password: z.string().max(200), share });
export const customerTokenSchema = tokenSchema;
