import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema, textOf } from "./shapes.ts";

/** What a link carries as `?s=`. It opens nothing by itself. */
export const shareCodeSchema = z.string().regex(/^[0-9a-z]{16}$/);

export const shareFieldsSchema = z.object({
  /** What the business calls it; no customer sees it. */
  name: textOf(80, 1),
  /** What the agent is told about whoever signed in through the link, on top of its own instructions. */
  instructions: textOf(4_000),
  /** A link that is off is a plain link to the page: its instructions are given to nobody. */
  isActive: z.boolean(),
});
export const shareCreateSchema = shareFieldsSchema.partial().required({ name: true });
export const sharePatchSchema = shareFieldsSchema.partial();

export const shareSchema = shareFieldsSchema
  .extend({
    id: idOf("share"),
    agentId: idOf("agent"),
    code: shareCodeSchema,
    /** How many contacts it holds for. */
    readers: z.number().int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "AgentShare" });
export type AgentShare = z.infer<typeof shareSchema>;

export const writingStyles = ["plain", "formal", "friendly"] as const;
export const answerLengths = ["short", "balanced", "thorough"] as const;
export type WritingStyle = (typeof writingStyles)[number];
export type AnswerLength = (typeof answerLengths)[number];

/** How a customer wants to be answered by an agent; null leaves it to the agent. */
export const preferencesSchema = z
  .object({ writingStyle: z.enum(writingStyles).nullable(), answerLength: z.enum(answerLengths).nullable() })
  .meta({ id: "Preferences" });
export type Preferences = z.infer<typeof preferencesSchema>;

/** What is left out stays; `share` is the code of the link the page was opened with. */
export const setPreferencesSchema = preferencesSchema.partial().extend({ share: z.string().max(64).optional() });

/** What a contact has with one agent: the link they came by, and how they want to be answered. */
export const readingSchema = preferencesSchema
  .extend({ agentId: idOf("agent"), share: z.object({ id: idOf("share"), name: z.string(), isActive: z.boolean() }).nullable() })
  .meta({ id: "Reading" });
export type Reading = z.infer<typeof readingSchema>;
