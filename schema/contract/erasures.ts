import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema } from "./shapes.ts";

/** `everything` of a person; the `messages` of their threads, files included; or only the `files`. */
export const erasureScopes = ["everything", "messages", "files"] as const;
export const erasureScopeSchema = z.enum(erasureScopes);
export type ErasureScope = z.infer<typeof erasureScopeSchema>;

/** What is done one after the other; the console words each. */
export const erasureSteps = ["threads", "files", "lines", "rows", "search", "provider", "done"] as const;
export const erasureStepSchema = z.enum(erasureSteps);
export type ErasureStep = z.infer<typeof erasureStepSchema>;

/** What an erasure has removed so far. */
export const erasureCountsSchema = z.object({
  conversations: z.number().int(),
  messages: z.number().int(),
  files: z.number().int(),
  /** Files removed at Twilio, and those that Twilio would not remove: its own console can. */
  removedAtProvider: z.number().int(),
  leftAtProvider: z.number().int(),
});
export type ErasureCounts = z.infer<typeof erasureCountsSchema>;

/** That somebody's data went, when, at whose asking, and how much of it: nothing in it says who it was. */
export const erasureSchema = z
  .object({
    id: idOf("erasure"),
    contactId: idOf("contact"),
    /** The contacts that had been joined into them. */
    contactIds: z.array(idOf("contact")),
    /** The threads that went: a browser that kept one lets go of it. */
    conversationIds: z.array(idOf("conversation")),
    scope: erasureScopeSchema,
    cause: z.enum(["asked", "retention"]),
    step: erasureStepSchema,
    counts: erasureCountsSchema,
    startedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: "Erasure" });
export type Erasure = z.infer<typeof erasureSchema>;
