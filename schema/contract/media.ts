import * as z from "zod";
import { idOf } from "./ids.ts";

/** `contact` is a vCard; `sticker` a picture that WhatsApp sends as WebP. */
export const mediaKinds = ["image", "audio", "video", "document", "sticker", "contact"] as const;
export const mediaKindSchema = z.enum(mediaKinds);
export type MediaKind = z.infer<typeof mediaKindSchema>;

/**
 * `pending` is being fetched from the provider; `stored` is here and being understood; `ready` is all that will be known of it.
 * `refused` is of a type or size that is never stored, `failed` could not be fetched: both say why.
 */
export const mediaStates = ["pending", "stored", "ready", "refused", "failed"] as const;
export const mediaStateSchema = z.enum(mediaStates);
export type MediaState = z.infer<typeof mediaStateSchema>;

/** Why a medium is not here, as a stable key; the console words it. */
export const mediaFailures = [
  "too_large",
  "unsupported_type",
  "not_found",
  "foreign_source",
  "download_failed",
  "harmful",
  "expired",
] as const;
export const mediaFailureSchema = z.enum(mediaFailures);
export type MediaFailure = z.infer<typeof mediaFailureSchema>;

/** The largest file Filo takes: Twilio's limit for a WhatsApp message (https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages). */
export const maxMediaBytes = 16 * 1024 * 1024;

/** How many files one message may carry. */
export const maxMediaPerMessage = 10;

export const mediaSchema = z
  .object({
    id: idOf("media"),
    kind: mediaKindSchema,
    state: mediaStateSchema,
    failure: mediaFailureSchema.nullable(),
    /** File name as people see it. */
    name: z.string(),
    /** By its content, never as announced; null until it is here. */
    mediaType: z.string().nullable(),
    bytes: z.number().int().nullable(),
    durationMs: z.number().int().nullable(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    /** What it shows or is about, in the tenant's language, as the model sees it. */
    description: z.string().nullable(),
    /** The words in it: a transcript, what a picture says, a document's text. */
    text: z.string().nullable(),
    /** The address of a file that was sent by it: nobody fetched it, so it is a link and nothing more. */
    elsewhere: z.url({ protocol: /^https$/ }).optional(),
  })
  .meta({ id: "Media" });
export type Media = z.infer<typeof mediaSchema>;

/** What a customer's page is told of a file: of the words in it only those of a voice note. */
export const publicMediaSchema = mediaSchema.omit({ description: true }).meta({ id: "PublicMedia" });
export type PublicMedia = z.infer<typeof publicMediaSchema>;

export const placeSchema = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().nullable(),
  address: z.string().nullable(),
});
export type Place = z.infer<typeof placeSchema>;

export const mediaNameQuerySchema = z.object({ name: z.string().trim().min(1).max(200) });
export const mediaIdsSchema = z.array(idOf("media")).max(maxMediaPerMessage);
