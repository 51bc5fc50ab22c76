import * as z from "zod";
import { agentDraftSchema } from "./agentDrafts.ts";
import { integrationModeSchema, levelSchema, modelProviderSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { instantSchema, phoneSchema, textOf } from "./shapes.ts";

export const slugSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/);

/** Levels as a set, ascending: `[]` is a standard agent, `[1,2,3]` one for Bronze, Silver and Gold. */
const levelsSchema = z
  .array(levelSchema)
  .max(3)
  .transform((levels) => [...new Set(levels)].toSorted((a, b) => a - b))
  .meta({ override: { type: "array", items: { type: "integer", enum: [1, 2, 3] }, maxItems: 3 } });

const overlaySchema = textOf(8_000).nullable();

export const agentFieldsSchema = z.object({
  name: textOf(80, 1),
  slug: slugSchema,
  /** Who the agent is: tone, role, manner. */
  persona: textOf(4_000),
  /** What it does and knows. */
  instructions: textOf(20_000),
  /** First line on the public page. */
  greeting: textOf(500),
  /** Three or four chips a visitor can start from. */
  starters: z.array(textOf(120, 1)).max(4),
  integrationMode: integrationModeSchema,
  isActive: z.boolean(),
  levels: levelsSchema,
  levelPromptOverlay1: overlaySchema,
  levelPromptOverlay2: overlaySchema,
  levelPromptOverlay3: overlaySchema,
  /** Messages per contact and day, both channels together; Silver and Gold have none unless the next two say so. */
  dailyMessageLimit: z.number().int().min(1).max(1_000),
  dailyMessageLimitSilver: z.number().int().min(1).max(10_000).nullable(),
  dailyMessageLimitGold: z.number().int().min(1).max(10_000).nullable(),
  /** Cap on a day's model spend, in millionths of a euro; reserved before each call (invariant I12). */
  dailySpendCapMicros: z.number().int().min(0).max(1_000_000_000),
  conciseMode: z.boolean(),
  autoResponseEnabled: z.boolean(),
  /** How long the customer must have been quiet before the agent answers, in milliseconds. */
  quietMs: z.number().int().min(0).max(10_000),
  /** After how many quiet minutes the AI takes a conversation back from a person; null: only by hand. */
  handBackMinutes: z
    .number()
    .int()
    .min(5)
    .max(7 * 24 * 60)
    .nullable(),
  /** What someone below the agent's lowest level is told. */
  upgradeText: textOf(1_000),
  upgradeUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
  modelProvider: modelProviderSchema,
  modelName: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,60}$/),
});

export const agentDefaults = {
  persona: "",
  instructions: "",
  greeting: "",
  starters: [] as string[],
  integrationMode: "whatsapp_ai",
  isActive: true,
  levels: [] as (1 | 2 | 3)[],
  levelPromptOverlay1: null,
  levelPromptOverlay2: null,
  levelPromptOverlay3: null,
  dailyMessageLimit: 15,
  dailyMessageLimitSilver: null,
  dailyMessageLimitGold: null,
  dailySpendCapMicros: 5_000_000,
  conciseMode: true,
  autoResponseEnabled: true,
  quietMs: 4_000,
  handBackMinutes: null,
  upgradeText: "",
  upgradeUrl: null,
  modelProvider: "auto",
  modelName: "gemini-3.5-flash-lite",
} as const;

/** `slug` may be left out: it is made from the name. Everything but the name has a default. */
export const agentCreateSchema = agentFieldsSchema.partial().required({ name: true });
export const agentPatchSchema = agentFieldsSchema.partial().extend({
  /** The version the form was opened at; a newer one on the server is a `conflict` that shows both. */
  version: z.number().int().optional(),
});

export const agentSchema = agentFieldsSchema
  .extend({
    id: idOf("agent"),
    version: z.number().int(),
    /** What was changed in the form and is not published; only the console sees it. */
    draft: agentDraftSchema.nullable(),
    whatsapp: z.object({ accountSid: z.string(), number: z.string(), lastInboundAt: instantSchema.nullable() }).nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "Agent" });
export type Agent = z.infer<typeof agentSchema>;
export type AgentFields = z.infer<typeof agentFieldsSchema>;

export const whatsappLineSchema = z.object({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
  authToken: z.string().min(16).max(200),
  number: phoneSchema,
});

/** Which agent of the tenant gives its number away. */
export const moveLineSchema = z.object({ fromAgentId: idOf("agent") });

export const promptPreviewQuerySchema = z.object({
  level: levelSchema.optional(),
  contactId: idOf("contact").optional(),
  /** Unsaved form fields laid over the stored agent, so that the preview follows what is being typed. */
  draft: agentFieldsSchema.partial().optional(),
  message: textOf(4_096).optional(),
});

/** One source of the composed prompt, so that the console can colour it. */
export const promptPartSchema = z.object({
  name: z.enum([
    "base",
    "persona",
    "instructions",
    "concise",
    "preferences",
    "share",
    "overlay1",
    "overlay2",
    "overlay3",
    "assistance",
    "dossier",
    "acquisition",
    "consultant",
    "figures",
    "knowledge",
    "rules",
  ]),
  text: z.string(),
});

export const promptPreviewSchema = z
  .object({
    /** Exactly the `systemInstruction` text the model gets. */
    system: z.string(),
    parts: z.array(promptPartSchema),
    /** The estimate the budget works with: one token for four characters. */
    tokens: z.number().int(),
  })
  .meta({ id: "PromptPreview" });
export type PromptPreview = z.infer<typeof promptPreviewSchema>;

export const tryAgentSchema = z.object({
  level: levelSchema,
  draft: agentFieldsSchema.partial().optional(),
  messages: z
    .array(z.object({ sender: z.enum(["client", "ai"]), text: textOf(4_096, 1) }))
    .min(1)
    .max(40),
});
export const tryAgentAnswerSchema = z.object({
  response: z.string(),
  model: z.string(),
  tokensIn: z.number().int(),
  tokensOut: z.number().int(),
  /** What it cost, in millionths of a euro. */
  costMicros: z.number().int(),
});
