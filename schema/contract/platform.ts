import * as z from "zod";
import { alertSchema } from "./health.ts";
import { idOf } from "./ids.ts";
import { instantSchema, textOf } from "./shapes.ts";

/** A key of the platform's pool: with it every lead is answered, and every client whose tenant has no key. */
export const poolKeySchema = z
  .object({
    id: idOf("poolKey"),
    label: z.string(),
    /** Its last characters, enough to tell it from others. */
    hint: z.string(),
    /** Keys of one Google Cloud project share one quota, however many they are. */
    project: z.string().nullable(),
    isActive: z.boolean(),
    /** Calls a day that its project allows; null when nobody has said. */
    dailyQuota: z.number().int().nullable(),
    callsToday: z.number().int(),
    failuresToday: z.number().int(),
    tokensToday: z.number().int(),
    lastUsedAt: instantSchema.nullable(),
    restsUntil: instantSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: "PoolKey" });
export type PoolKey = z.infer<typeof poolKeySchema>;

const poolKeyFields = {
  label: textOf(80, 1),
  project: textOf(80).nullable(),
  dailyQuota: z.number().int().min(1).max(100_000_000).nullable(),
  isActive: z.boolean(),
};
export const poolKeyCreateSchema = z
  .object(poolKeyFields)
  .partial()
  .required({ label: true })
  .extend({
    apiKey: z.string().trim().min(10).max(400),
  });
/** With `apiKey` the key is replaced in its place: label, project and history stay. */
export const poolKeyPatchSchema = z
  .object(poolKeyFields)
  .partial()
  .extend({ apiKey: z.string().trim().min(10).max(400).optional() });

/** One use of a pool key. */
export const keyUseSchema = z
  .object({ keyId: idOf("poolKey"), tenantId: idOf("tenant"), outcome: z.string(), at: instantSchema })
  .meta({ id: "KeyUse" });

/** A tenant as the platform's administrator sees it: how it does, never what it says. */
export const tenantSummarySchema = z
  .object({
    id: idOf("tenant"),
    name: z.string(),
    createdAt: instantSchema,
    agents: z.number().int(),
    lines: z.number().int(),
    lastMessageAt: instantSchema.nullable(),
    openAlerts: z.number().int(),
  })
  .meta({ id: "TenantSummary" });
export type TenantSummary = z.infer<typeof tenantSummarySchema>;

export const platformHealthSchema = z
  .object({
    at: instantSchema,
    jobs: z.object({ due: z.number().int(), failed: z.number().int(), oldestAt: instantSchema.nullable() }),
    alerts: z.array(alertSchema.extend({ tenantId: idOf("tenant"), tenantName: z.string() })),
    /** Which providers of models this installation has. */
    models: z.object({ vertex: z.boolean(), aiStudioKeys: z.number().int() }),
  })
  .meta({ id: "PlatformHealth" });
