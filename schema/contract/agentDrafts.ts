import * as z from "zod";
import { integrationModeSchema, levelSchema, modelProviderSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { instantSchema } from "./shapes.ts";

/** Somebody of the business; null where nobody is known, such as for what was published before versions were kept. */
export const authorSchema = z.object({ id: idOf("user"), name: z.string() }).nullable();

const typed = (max: number) => z.string().max(max);
const overlay = typed(8_000).nullable();
/** A number field that was emptied, and not filled in again yet. */
const number = z.number().nullable();

/**
 * A form half filled in: of the right kinds and sizes, and otherwise as it was typed, since what is being written must never be
 * refused. It is held to the agent's own rules when it is published.
 */
export const agentDraftFieldsSchema = z
  .object({
    name: typed(80),
    slug: typed(60),
    persona: typed(4_000),
    instructions: typed(20_000),
    greeting: typed(500),
    starters: z.array(typed(120)).max(4),
    integrationMode: integrationModeSchema,
    isActive: z.boolean(),
    levels: z.array(levelSchema).max(3),
    levelPromptOverlay1: overlay,
    levelPromptOverlay2: overlay,
    levelPromptOverlay3: overlay,
    dailyMessageLimit: number,
    dailyMessageLimitSilver: number,
    dailyMessageLimitGold: number,
    dailySpendCapMicros: number,
    conciseMode: z.boolean(),
    autoResponseEnabled: z.boolean(),
    quietMs: number,
    handBackMinutes: number,
    upgradeText: typed(1_000),
    upgradeUrl: typed(500).nullable(),
    modelProvider: modelProviderSchema,
    modelName: typed(61),
  })
  .partial();
export type AgentDraftFields = z.output<typeof agentDraftFieldsSchema>;

/** What was changed in the form and is not published yet. */
export const agentDraftSchema = z
  .object({
    /** Only those that differ from what is published. */
    fields: agentDraftFieldsSchema,
    /** The published version it was begun on. */
    base: z.number().int(),
    by: authorSchema,
    /** When it was last kept; whoever keeps it again says which one they have seen. */
    at: instantSchema,
  })
  .meta({ id: "AgentDraft" });
export type AgentDraft = z.infer<typeof agentDraftSchema>;

const seenSchema = instantSchema.nullable();

export const keepDraftSchema = z.object({
  fields: agentDraftFieldsSchema,
  base: z.number().int().min(1),
  /** `at` of the draft this one goes on from, null where there was none; another one on the server is a `conflict`. */
  seen: seenSchema,
});
export const keptDraftSchema = z.object({ draft: agentDraftSchema.nullable() });

export const discardDraftQuerySchema = z.object({ seen: instantSchema });

export const publishSchema = z.object({
  /** The version whose differences were shown; a newer one on the server is a `conflict`. */
  version: z.number().int().min(1),
  /** `at` of the draft that is published. */
  seen: instantSchema,
});

export const restoreVersionSchema = z.object({
  /** The version that is given up; a newer one on the server is a `conflict`. */
  version: z.number().int().min(1),
});
