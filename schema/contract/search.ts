import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema, listOf } from "./shapes.ts";

/** How many places a search shows at most; who has not found it by then writes another word. */
export const mostSearchHits = 50;

export const searchQuerySchema = z.object({ q: z.string().trim().min(2).max(120) });

/** And how many people among them. */
export const mostContactHits = 10;

const foundSchema = z.object({
  contactId: idOf("contact"),
  contactName: z.string(),
  /** The words around the first that was found, without marks; of a person their phones and e-mails. */
  snippet: z.string(),
  /** When the message was written; of a person, when they and the house last wrote to each other, or since when they are known. */
  at: instantSchema,
});

/** A place in a thread where all the words are: a message or a note, or a file of one. */
export const messageHitSchema = foundSchema
  .extend({
    kind: z.literal("message"),
    conversationId: idOf("conversation"),
    messageId: idOf("message"),
    /** The file that says it; null when the message itself does. */
    mediaId: idOf("media").nullable(),
  })
  .meta({ id: "MessageHit" });

/** A person with such a name, phone or e-mail, and their latest conversation if there is one. */
export const contactHitSchema = foundSchema
  .extend({
    kind: z.literal("contact"),
    conversationId: idOf("conversation").nullable(),
    messageId: z.null(),
    mediaId: z.null(),
  })
  .meta({ id: "ContactHit" });

export const searchHitSchema = z.discriminatedUnion("kind", [messageHitSchema, contactHitSchema]).meta({ id: "SearchHit" });
export type SearchHit = z.infer<typeof searchHitSchema>;

/** All of them at once, people first: there is no next page. */
export const searchHitsSchema = listOf(searchHitSchema);
