import * as z from "zod";
import { idOf } from "./ids.ts";
import { instantSchema, phoneSchema, textOf } from "./shapes.ts";

export const setupStepKeys = ["agent", "twilio", "join", "echo", "model_key", "first_conversation"] as const;

/**
 * Why a step is where it is, where that isn't plain: `agent_off` all agents are switched off; `credentials`, `suspended` Twilio refuses
 * the account; `unreachable` the line has heard nothing yet, or nothing any more; `send_failed` an answer did not go out (`code` is the
 * provider's); `no_answer` a message came and nobody has answered; `key_refused`, `key_unchecked`, `no_key` of the model's key.
 */
export const setupReasonSchema = z.enum([
  "agent_off",
  "credentials",
  "suspended",
  "unreachable",
  "no_answer",
  "send_failed",
  "key_refused",
  "key_unchecked",
  "no_key",
]);
export type SetupReason = z.infer<typeof setupReasonSchema>;

export const setupStepSchema = z.object({
  key: z.enum(setupStepKeys),
  state: z.enum(["todo", "doing", "done", "failed"]),
  reason: setupReasonSchema.nullable(),
  code: z.string().nullable(),
  /** When it was done, where that is known. */
  at: instantSchema.nullable(),
});
export type SetupStep = z.infer<typeof setupStepSchema>;

/** The first hour: what a new tenant does until a customer's message is answered. Told from what is stored, not from clicks. */
export const setupSchema = z
  .object({
    isDone: z.boolean(),
    /** Somebody put it away, or it was all done. */
    isHidden: z.boolean(),
    /** In their order; empty while hidden, unless asked for. */
    steps: z.array(setupStepSchema),
    /** The agent the steps speak of. */
    agent: z.object({ id: idOf("agent"), name: z.string(), slug: z.string() }).nullable(),
    line: z
      .object({
        number: z.string(),
        /** What a phone writes to join Twilio's sandbox; null for a number of its own. */
        joinWords: z.string().nullable(),
      })
      .nullable(),
    /** Where the test message is. */
    testConversationId: idOf("conversation").nullable(),
    modelKeyOwner: z.enum(["tenant", "pool", "none"]),
  })
  .meta({ id: "Setup" });
export type Setup = z.infer<typeof setupSchema>;

export const setupQuerySchema = z.object({ all: z.enum(["true", "false"]).optional() });
export const setupPatchSchema = z.object({ isHidden: z.boolean() });

/** As Twilio gives them: `join two-words`. Its own two words may be typed alone. */
export const joinWordsSchema = textOf(60)
  .transform((text) => text.toLowerCase().replace(/^join\s+/, ""))
  .pipe(z.string().regex(/^[a-z0-9]+(?:[- ][a-z0-9]+)*$/))
  .transform((words) => `join ${words.replaceAll(" ", "-")}`)
  .meta({ override: { type: "string", example: "join brave-otter" } });

export const joinWordsBodySchema = z.object({ joinWords: joinWordsSchema.nullable() });

/** What is left out is taken from the agent's number as it is stored. */
export const whatsappCheckSchema = z.object({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-f]{32}$/)
    .optional(),
  authToken: z.string().trim().min(16).max(200).optional(),
  number: phoneSchema.optional(),
});

/**
 * What Twilio says. Account: `refused` it does not take SID and token together; `unknown` it has no such account; `unreachable` it did not
 * answer. Number: `sandbox` it is not a sender of the account's and carries join words; `not_yours` likewise, and carries none; `offline`
 * WhatsApp has not taken it up, or no longer; `unchecked` nothing could be learnt.
 */
export const whatsappCheckAnswerSchema = z
  .object({
    account: z.object({
      state: z.enum(["ok", "refused", "unknown", "suspended", "closed", "unreachable"]),
      name: z.string().nullable(),
      isTrial: z.boolean(),
    }),
    number: z.object({
      state: z.enum(["ok", "sandbox", "not_yours", "offline", "unchecked"]),
      /** The sender's own word for it, such as `PENDING_VERIFICATION`. */
      status: z.string().nullable(),
    }),
    at: instantSchema,
  })
  .meta({ id: "WhatsappCheck" });
export type WhatsappCheck = z.infer<typeof whatsappCheckAnswerSchema>;
