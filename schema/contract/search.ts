import { z } from "zod";
import { idOf } from "./ids.ts";
import { instantSchema, listOf } from "./shapes.ts";

/** How many places a search shows at most; who has not found it by then writes another word. */
export const mostSearchHits = 50;

export const searchQuerySchema = z.object({ q: z.string().trim().min(2).max(120) });

/** A place in a thread where all the words are: a message, or a file of one. */
export const searchHitSchema = z
  .object({
    conversationId: idOf("conversation"),
    messageId: idOf("message"),
    /** The file that says it; null when the message itself does. */
    mediaId: idOf("media").nullable(),
    contactName: z.string(),
    /** The words around the first that was found, without marks. */
    snippet: z.string(),
    at: instantSchema,
  })
  .meta({ id: "SearchHit" });
export type SearchHit = z.infer<typeof searchHitSchema>;

/** All of them at once: there is no next page. */
export const searchHitsSchema = listOf(searchHitSchema);
