import * as z from "zod";
import { agentDraftFieldsSchema, authorSchema } from "./agentDrafts.ts";
import { agentFieldsSchema } from "./agents.ts";
import { levelSchema } from "./enums.ts";
import { instantSchema } from "./shapes.ts";

const fieldNameSchema = agentFieldsSchema.keyof();

const versionFacts = {
  version: z.number().int(),
  at: instantSchema,
  by: authorSchema,
  /** The version that was brought back by it. */
  restoredFrom: z.number().int().nullable(),
};

export const agentVersionSummarySchema = z
  .object({
    ...versionFacts,
    /** What it changed; null for the oldest that is known. */
    changed: z.array(fieldNameSchema).nullable(),
  })
  .meta({ id: "AgentVersionSummary" });
export type AgentVersionSummary = z.infer<typeof agentVersionSummarySchema>;

export const agentVersionSchema = z.object({ ...versionFacts, fields: agentFieldsSchema }).meta({ id: "AgentVersion" });
export type AgentVersion = z.infer<typeof agentVersionSchema>;

/** What is worth a look before publishing; the console words each. */
export const agentWarningKeys = [
  "empty_overlay",
  "unused_overlay",
  "overlay_of_closed_level",
  "clients_lose_records",
  "no_upgrade_text",
  "no_instructions",
  "knowledge_missing",
  "knowledge_not_ready",
  "knowledge_above_level",
  "address_changes",
  "page_closes",
  "never_answers",
  "no_money",
  "no_vertex",
  "no_whatsapp",
  "no_greeting",
  "no_starters",
  "limits_fall",
] as const;
export const agentWarningKeySchema = z.enum(agentWarningKeys);
export type AgentWarningKey = z.infer<typeof agentWarningKeySchema>;

export const agentWarningSchema = z
  .object({
    key: agentWarningKeySchema,
    /** `warning` is about what customers will notice; `hint` is about what could be better. */
    severity: z.enum(["warning", "hint"]),
    /** Where it can be put right: a field of the form, or one of the agent's other parts. */
    field: z.union([fieldNameSchema, z.enum(["knowledge", "whatsapp"])]),
    level: levelSchema.nullable(),
    /** How many it is about: clients, documents. */
    count: z.number().int().nullable(),
    /** Whether they are more than were counted. */
    isMore: z.boolean(),
  })
  .meta({ id: "AgentWarning" });
export type AgentWarning = z.infer<typeof agentWarningSchema>;

export const askWarningsSchema = z.object({ draft: agentDraftFieldsSchema.optional() });
export const agentWarningsSchema = z.object({ items: z.array(agentWarningSchema) });
