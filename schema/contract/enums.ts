import * as z from "zod";

export const channels = ["web", "whatsapp"] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;

export const directionSchema = z.enum(["inbound", "outbound"]);
export type Direction = z.infer<typeof directionSchema>;

export const senderSchema = z.enum(["client", "ai", "consultant"]);
export type Sender = z.infer<typeof senderSchema>;

/**
 * `reply` answers a batch; `notice` is a text of Filo's own (limit, apology, link code); `text` is written by a person; `note` is a
 * colleague's, for colleagues only; `topic` marks where the model's history starts afresh. The last two never reach the customer.
 */
export const messageKindSchema = z.enum(["text", "reply", "notice", "note", "topic"]);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** Delivery states by rank: a message only ever climbs (invariant I11). See `conversation/delivery.ts`. */
export const messageStatuses = [
  "received",
  "queued",
  "sending",
  "ambiguous",
  "sent",
  "delivered",
  "read",
  "failed",
  "canceled",
] as const;
export const messageStatusSchema = z.enum(messageStatuses);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

/** 1 Bronze, 2 Silver, 3 Gold. */
export const levelSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Level = z.infer<typeof levelSchema>;

export const roleSchema = z.enum(["client", "lead", "guest", "supplier"]);
export type ContactRole = z.infer<typeof roleSchema>;

/** What the writer is to the agent's tenant (DESIGN section 4). */
export const participants = ["staff", "consultant", "client", "lead"] as const;
export type Participant = (typeof participants)[number];

export const languageSchema = z.enum(["it", "en"]);
export type Language = z.infer<typeof languageSchema>;

/** Languages Filo's own texts to customers are written in; a customer of another one is answered in kind by the model. */
export const customerLanguages = ["it", "en", "es", "fr"] as const;
export const customerLanguageSchema = z.enum(customerLanguages);
export type CustomerLanguage = z.infer<typeof customerLanguageSchema>;

/** What a batch is about, as far as its words tell. */
export const intents = ["greeting", "information", "price", "booking", "complaint", "person", "other"] as const;
export const intentSchema = z.enum(intents);
export type Intent = z.infer<typeof intentSchema>;

/** Where an agent answers. */
export const integrationModeSchema = z.enum(["whatsapp_ai", "ai_only"]);

/** `auto`: Vertex AI where the installation has it, else AI Studio. */
export const modelProviderSchema = z.enum(["auto", "vertex", "ai_studio"]);

export const membershipRoleSchema = z.enum(["owner", "member", "readonly"]);
export type MembershipRole = z.infer<typeof membershipRoleSchema>;

/** Why a conversation needs a person; the console words each. */
export const needsPersonReasons = [
  "asked",
  "model_unavailable",
  "model_refused",
  "spend_cap",
  "auto_response_off",
  "send_failed",
  "ambiguous_send",
  "window_closed",
  "staff_message",
  "complaint",
  "media_failed",
  "snooze_over",
  "left_unanswered",
] as const;
export const needsPersonReasonSchema = z.enum(needsPersonReasons);
export type NeedsPersonReason = z.infer<typeof needsPersonReasonSchema>;

/** Where a conversation lies: `open` is the inbox; a new message of the customer's brings it back from `snoozed` and `closed`. */
export const places = ["open", "snoozed", "closed", "blocked"] as const;
export const placeInInboxSchema = z.enum(places);
export type PlaceInInbox = z.infer<typeof placeInInboxSchema>;
