import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema } from "./shapes.ts";

/**
 * `webhook`: Twilio calls us. `polling`: we ask Twilio every half minute. `off`: the number is not connected. `unknown`: its object
 * did not answer in time, so that nothing else is known of it either.
 */
export const lineModeSchema = z.enum(["webhook", "polling", "off", "unknown"]);
export type LineMode = z.infer<typeof lineModeSchema>;

/** What Twilio's message list lacks of what a webhook brings. */
export const untoldSchema = z.enum(["profile_name", "button_payload", "place", "quote"]);

/** A count that was read up to a limit is at least what it says: its part is named here. */
export const cutPartSchema = z.enum(["lines", "failures", "jobs", "windows", "quota"]);

export const alertKinds = [
  "line_silent",
  "line_refused",
  "signatures_refused",
  "sends_failing",
  "outbox_stuck",
  "jobs_stuck",
  "model_key_invalid",
  "model_quota_near",
  "spend_near_cap",
] as const;
export const alertKindSchema = z.enum(alertKinds);
export type AlertKind = z.infer<typeof alertKindSchema>;

/** Something a person should look at. It closes by itself when what caused it has ended. */
export const alertSchema = z
  .object({
    id: idOf("alert"),
    kind: alertKindSchema,
    /** What it is about: a line's number, an agent's or a key's name. */
    subject: z.string(),
    /** The figure its words speak of, as it was when it opened: a count, a code, a share in percent; may be empty. */
    detail: z.string(),
    openedAt: instantSchema,
    closedAt: instantSchema.nullable(),
  })
  .meta({ id: "Alert" });
export type Alert = z.infer<typeof alertSchema>;

export const lineHealthSchema = z.object({
  agentId: idOf("agent"),
  agentName: z.string(),
  number: z.string(),
  mode: lineModeSchema,
  /** What is missing from messages while the line polls; empty while webhooks come. */
  cannotTell: z.array(untoldSchema),
  lastInboundAt: instantSchema.nullable(),
  lastOutboundAt: instantSchema.nullable(),
  lastPollAt: instantSchema.nullable(),
  /** Messages accepted from Twilio and not yet in their conversation. */
  pending: z.number().int(),
  /** Calls whose signature didn't match, since the number was first connected, and when the last of them came. */
  refusedSignatures: z.number().int(),
  lastRefusedAt: instantSchema.nullable(),
  /** The last thing that went wrong; `isOver` once the line has asked Twilio since, without trouble. */
  lastError: z.object({ words: z.string(), code: z.string().nullable(), at: instantSchema, isOver: z.boolean() }).nullable(),
});
export type LineHealthReport = z.infer<typeof lineHealthSchema>;

/** What a tenant's health page shows. */
export const healthReportSchema = z
  .object({
    at: instantSchema,
    lines: z.array(lineHealthSchema),
    /** Failed messages of the last seven days by the provider's code, most frequent first. */
    failures: z.array(z.object({ code: z.string(), count: z.number().int(), lastAt: instantSchema })),
    /** Conversations whose outbox has not drained for half a minute. */
    outbox: z.object({ waiting: z.number().int(), oldestAt: instantSchema.nullable(), isKnown: z.boolean() }),
    /** Jobs whose time has come, those given up in the last seven days, and when the first of the due ones was due. */
    jobs: z.object({ due: z.number().int(), failed: z.number().int(), oldestAt: instantSchema.nullable() }),
    /** WhatsApp windows that are open now, and those that close within two hours. */
    windows: z.object({ open: z.number().int(), closing: z.number().int() }),
    /** The day's spend of each agent against its cap, in millionths of a euro; null when its counter did not answer. */
    quota: z.array(
      z.object({
        agentId: idOf("agent"),
        agentName: z.string(),
        spentMicros: z.number().int().nullable(),
        capMicros: z.number().int(),
      }),
    ),
    /** `callsToday` counts those with the tenant's own key; null where it has none. */
    modelKey: z.object({
      owner: z.enum(["tenant", "pool", "none"]),
      isWorking: z.boolean(),
      callsToday: z.number().int().nullable(),
    }),
    /** Open ones first, then those closed of late. */
    alerts: z.array(alertSchema),
    cut: z.array(cutPartSchema),
  })
  .meta({ id: "HealthReport" });
export type HealthReport = z.infer<typeof healthReportSchema>;
