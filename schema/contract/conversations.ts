import * as z from "zod";
import {
  channelSchema,
  customerLanguageSchema,
  directionSchema,
  intentSchema,
  levelSchema,
  messageKindSchema,
  messageStatusSchema,
  needsPersonReasonSchema,
  placeInInboxSchema,
  senderSchema,
} from "./enums.ts";
import { idOf } from "./ids.ts";
import { mediaIdsSchema, mediaKindSchema, mediaSchema, placeSchema, publicMediaSchema } from "./media.ts";
import { instantSchema, listOf, pageQuerySchema, textOf } from "./shapes.ts";

/** WhatsApp's limit for one text body; longer ones are refused on the web and cut on WhatsApp by the sender's phone. */
export const maxMessageLength = 4_096;

export const messageSchema = z
  .object({
    id: idOf("message"),
    conversationId: idOf("conversation"),
    channel: channelSchema,
    direction: directionSchema,
    sender: senderSchema,
    kind: messageKindSchema,
    /** Which colleague wrote it, when a person did. */
    authorName: z.string().nullable(),
    text: z.string(),
    media: z.array(mediaSchema),
    place: placeSchema.nullable(),
    /** The message this one replies to: its id when it is in this thread, and its words as far as they are known. */
    quoted: z.object({ messageId: idOf("message").nullable(), text: z.string().nullable() }).nullable(),
    /** A tapped button of a template. */
    button: z.object({ text: z.string(), payload: z.string().nullable() }).nullable(),
    /** The approved template it was sent as. */
    template: z.object({ name: z.string() }).nullable(),
    status: messageStatusSchema,
    /** When each state was first reported. */
    sentAt: instantSchema.nullable(),
    deliveredAt: instantSchema.nullable(),
    readAt: instantSchema.nullable(),
    failedAt: instantSchema.nullable(),
    /** Why it failed, as a stable key or the provider's code, and the provider's words. */
    failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
    /** The level the contact held when it was written. */
    level: levelSchema,
    batchId: idOf("batch").nullable(),
    /** What its batch is about, once it has been answered. */
    intent: intentSchema.nullable(),
    /** Colleagues named in a note, by their ids. */
    mentions: z.array(idOf("user")),
    clientMessageId: z.string().nullable(),
    model: z.string().nullable(),
    tokensIn: z.number().int().nullable(),
    tokensOut: z.number().int().nullable(),
    createdAt: instantSchema,
    /** Counts this message's changes; an older one never overwrites a newer. */
    version: z.number().int(),
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof messageSchema>;

/** What a customer's page is given: no authors, no models, no levels. */
export const publicMessageSchema = messageSchema
  .pick({
    id: true,
    channel: true,
    direction: true,
    sender: true,
    kind: true,
    text: true,
    place: true,
    quoted: true,
    status: true,
    clientMessageId: true,
    createdAt: true,
    version: true,
  })
  .extend({ media: z.array(publicMediaSchema) })
  .meta({ id: "PublicMessage" });
export type PublicMessage = z.infer<typeof publicMessageSchema>;

export const conversationSchema = z
  .object({
    id: idOf("conversation"),
    agentId: idOf("agent"),
    agentName: z.string(),
    contactId: idOf("contact"),
    contactName: z.string(),
    level: levelSchema,
    isClient: z.boolean(),
    aiEnabled: z.boolean(),
    /** When the AI switch was last turned, and by whom. */
    overriddenAt: instantSchema.nullable(),
    overriddenBy: z.string().nullable(),
    needsPerson: needsPersonReasonSchema.nullable(),
    /** What the customer wrote that the asking user has not seen; each user has a count of their own. */
    unreadCount: z.number().int(),
    place: placeInInboxSchema,
    /** When a snoozed one comes back by itself. */
    snoozedUntil: instantSchema.nullable(),
    assignee: z.object({ id: idOf("user"), name: z.string() }).nullable(),
    labelIds: z.array(idOf("label")),
    /** When the AI takes over again by itself, should nobody write until then; null when it doesn't. */
    handsBackAt: instantSchema.nullable(),
    lastMessageAt: instantSchema,
    lastMessage: messageSchema
      .pick({ text: true, channel: true, direction: true, sender: true, status: true })
      .extend({ mediaKind: mediaKindSchema.nullable(), mediaDurationMs: z.number().int().nullable() })
      .nullable(),
    /** Until when WhatsApp lets a person write freely; null when the customer has never written there. */
    windowClosesAt: instantSchema.nullable(),
    /** The customer said STOP on WhatsApp: only replies to what they write afterwards go out. */
    stoppedAt: instantSchema.nullable(),
    /** The customer's language as far as it is known. */
    language: customerLanguageSchema.nullable(),
    movedTo: idOf("conversation").nullable(),
    version: z.number().int(),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationListQuerySchema = pageQuerySchema.extend({
  filter: z.enum(["all", "leads", "clients", "unread", "needs_person", "mine", "snoozed", "closed", "blocked"]).default("all"),
  labelId: idOf("label").optional(),
  /** `attention`: what needs a person first, then the newest. `recent`: the newest first. */
  sort: z.enum(["attention", "recent"]).default("attention"),
  agentId: idOf("agent").optional(),
  contactId: idOf("contact").optional(),
});

export const messagesQuerySchema = pageQuerySchema.extend({
  /** `before` a cursor reads back in time (default); `after` reads what came since, for a page that reconnects. */
  direction: z.enum(["before", "after"]).default("before"),
});
export const messageListSchema = listOf(messageSchema);

const clientMessageIdSchema = z.string().min(8).max(64);

/** Text, files or both. `mediaUrl` is the address of a file elsewhere, for those who have one already: https only. */
export const sendSchema = z
  .object({
    messageText: textOf(maxMessageLength).default(""),
    mediaIds: mediaIdsSchema.default([]),
    mediaUrl: z
      .url({ protocol: /^https$/ })
      .max(2_000)
      .optional(),
    clientMessageId: clientMessageIdSchema,
  })
  .refine((sent) => sent.messageText !== "" || sent.mediaIds.length > 0 || sent.mediaUrl !== undefined, {
    path: ["messageText"],
    message: "Text or a file is needed",
  });

/** Values by placeholder: `{{1}}` is `"1"`. */
export const sendTemplateSchema = z.object({
  templateId: idOf("template"),
  variables: z.record(z.string().max(60), textOf(600, 1)).default({}),
  clientMessageId: clientMessageIdSchema,
});
/** A note for colleagues; those it names find it among what they have not read. */
export const noteSchema = z.object({
  text: textOf(4_000, 1),
  mentions: z.array(idOf("user")).max(20).default([]),
  clientMessageId: clientMessageIdSchema,
});

export const conversationCreateSchema = z.object({ contactId: idOf("contact"), agentId: idOf("agent") });

/** What of it is left out stays. `snoozedUntil` is needed when, and only when, it is snoozed; at most a year ahead. */
export const arrangeSchema = z
  .object({
    assigneeId: idOf("user").nullable().optional(),
    labelIds: z.array(idOf("label")).max(20).optional(),
    place: z.enum(["open", "snoozed", "closed"]).optional(),
    snoozedUntil: instantSchema.optional(),
  })
  .refine(({ place, snoozedUntil }) => (place === "snoozed") === (snoozedUntil !== undefined), {
    path: ["snoozedUntil"],
    message: "Until when is needed to snooze, and only then",
  });

/** What a person could answer, as the AI would; nothing is stored or sent. */
export const suggestionSchema = z.object({ text: z.string(), model: z.string() }).meta({ id: "Suggestion" });
export type Suggestion = z.infer<typeof suggestionSchema>;

/** What the talk is about, what is open and what was promised, for whoever takes it over. */
export const summarySchema = z
  .object({ text: z.string(), upToMessageId: idOf("message").nullable(), at: instantSchema })
  .meta({ id: "Summary" });
export type Summary = z.infer<typeof summarySchema>;

/** How many open conversations each filter shows; of the agents and labels, those that have any. */
export const inboxCountsSchema = z
  .object({
    all: z.number().int(),
    leads: z.number().int(),
    clients: z.number().int(),
    needsPerson: z.number().int(),
    unread: z.number().int(),
    mine: z.number().int(),
    snoozed: z.number().int(),
    agents: z.record(z.string(), z.number().int()),
    labels: z.record(z.string(), z.number().int()),
  })
  .meta({ id: "InboxCounts" });
export type InboxCounts = z.infer<typeof inboxCountsSchema>;

/** What stands behind the first link of a message; the picture is fetched through us. */
export const linkPreviewSchema = z
  .object({
    url: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    siteName: z.string().nullable(),
    hasImage: z.boolean(),
  })
  .meta({ id: "LinkPreview" });
export type LinkPreview = z.infer<typeof linkPreviewSchema>;

export const aiToggleSchema = z.object({ aiEnabled: z.boolean() });

/** What the AI was given for its last answer, for those who may see it. */
export const turnTraceSchema = z
  .object({
    turnId: idOf("turn"),
    at: instantSchema,
    participant: z.enum(["staff", "consultant", "client", "lead"]),
    route: z.enum(["consultant", "levels", "assistance", "acquisition"]),
    level: levelSchema,
    model: z.string(),
    system: z.string(),
    historyCount: z.number().int(),
    knowledge: z.array(z.object({ title: z.string(), snippet: z.string() })),
  })
  .meta({ id: "TurnTrace" });
export type TurnTrace = z.infer<typeof turnTraceSchema>;
