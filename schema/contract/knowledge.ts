import * as z from "zod";
import { levelSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { instantSchema, textOf } from "./shapes.ts";

/** `agent`: searched for that agent, up to the writer's level. `store`: the consultant's document store, Gold only. */
export const knowledgeScopeSchema = z.enum(["agent", "store"]);

export const knowledgeItemSchema = z
  .object({
    id: idOf("knowledgeItem"),
    scope: knowledgeScopeSchema,
    agentId: idOf("agent").nullable(),
    title: z.string(),
    kind: z.enum(["text", "pdf"]),
    minLevel: levelSchema,
    state: z.enum(["pending", "ready", "failed"]),
    failure: z.string().nullable(),
    characters: z.number().int(),
    createdAt: instantSchema,
  })
  .meta({ id: "KnowledgeItem" });
export type KnowledgeItem = z.infer<typeof knowledgeItemSchema>;

/** `text` items carry their text; a PDF is uploaded as the request's body (`PUT …/file`). */
export const knowledgeCreateSchema = z.object({
  scope: knowledgeScopeSchema.default("agent"),
  agentId: idOf("agent").nullable().default(null),
  title: textOf(200, 1),
  text: textOf(200_000, 1),
  /** From which level up it is found. Left out: 1 for an agent without levels, 2 for one with levels, 3 for the store. */
  minLevel: levelSchema.optional(),
});
export const knowledgeUploadQuerySchema = z.object({
  scope: knowledgeScopeSchema.default("agent"),
  agentId: idOf("agent").optional(),
  title: textOf(200, 1),
  minLevel: z.coerce.number().pipe(levelSchema).optional(),
});
export const maxPdfBytes = 10 * 1024 * 1024;
