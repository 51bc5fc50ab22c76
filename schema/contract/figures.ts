import * as z from "zod";
import { levelSchema } from "./enums.ts";
import { idOf } from "./ids.ts";
import { instantSchema, pageQuerySchema } from "./shapes.ts";

const oneDay = 86_400_000;

/** A day of the tenant's own calendar. */
export const daySchema = z.iso.date();

/** A year and a day, so that a leap year fits. */
export const mostDays = 367;

const rangeFields = {
  from: daySchema,
  to: daySchema,
  agentId: idOf("agent").optional(),
  level: z.coerce.number().pipe(levelSchema).optional(),
};

const isRange = ({ from, to }: { from: string; to: string }): boolean =>
  from <= to && (Date.parse(to) - Date.parse(from)) / oneDay < mostDays;
const rangeRefusal = { path: ["to"], message: "The range must end after it begins, within a year" };

/** Both days are part of the range. */
export const figuresQuerySchema = z.object(rangeFields).refine(isRange, rangeRefusal);
export type FiguresQuery = z.output<typeof figuresQuerySchema>;

/** How long customers waited for an answer, in milliseconds; null when nobody was answered. Right to within 5 %. */
export const waitSchema = z.object({
  count: z.number().int(),
  medianMs: z.number().int().nullable(),
  p90Ms: z.number().int().nullable(),
});
export type Wait = z.infer<typeof waitSchema>;

/** Counts that add up over days, agents and levels. */
export const tallySchema = z.object({
  totalMessages: z.number().int(),
  inboundMessages: z.number().int(),
  outboundMessages: z.number().int(),
  /** Answers by the AI, and what people wrote by hand; Filo's own notices are neither. */
  aiMessages: z.number().int(),
  manualMessages: z.number().int(),
  /** Files that customers sent, by kind. */
  pictures: z.number().int(),
  documents: z.number().int(),
  voiceNotes: z.number().int(),
  videos: z.number().int(),
  otherMedia: z.number().int(),
  tokens: z.number().int(),
});
export type Tally = z.infer<typeof tallySchema>;

export const totalsSchema = tallySchema.extend({
  /** Each counted once, however often they wrote. */
  uniqueContacts: z.number().int(),
  newLeads: z.number().int(),
  convertedLeads: z.number().int(),
  aiWait: waitSchema,
  manualWait: waitSchema,
});
export type Totals = z.infer<typeof totalsSchema>;

export const figuresSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    timeZone: z.string(),
    /** Up to when messages have been counted; null before the first time. */
    countedAt: instantSchema.nullable(),
    totals: totalsSchema,
    /** The same number of days just before. */
    before: totalsSchema,
    /** Every day of the range, also those on which nothing happened. */
    days: z.array(totalsSchema.extend({ day: daySchema })),
    agents: z.array(totalsSchema.extend({ agentId: idOf("agent"), agentName: z.string() })),
    levels: z.array(totalsSchema.extend({ level: levelSchema })),
  })
  .meta({ id: "Figures" });
export type FiguresReport = z.infer<typeof figuresSchema>;

export const funnelStages = ["new", "engaged", "qualified", "converted"] as const;
export const funnelStageSchema = z.enum(funnelStages);
export type FunnelStage = z.infer<typeof funnelStageSchema>;

/** Of those who first wrote within the range: how many came how far, until today. */
export const funnelSchema = z
  .object({
    stages: z.array(
      z.object({
        stage: funnelStageSchema,
        count: z.number().int(),
        /** Of those of the stage before, from 0 to 1; null when they are too few to say. */
        share: z.number().nullable(),
        /** How long it took from the first message, in milliseconds; null when too few came so far. Right to within 5 %. */
        medianMs: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: "Funnel" });
export type FunnelReport = z.infer<typeof funnelSchema>;

/** Which number's list is wanted: people who wrote, whom a person answered, or who reached a stage of the funnel. */
export const behindSchema = z.enum([
  "contacts",
  "manual",
  "ai",
  "pictures",
  "documents",
  "voiceNotes",
  "videos",
  "otherMedia",
  ...funnelStages,
]);
export type Behind = z.infer<typeof behindSchema>;

export const behindQuerySchema = z
  .object({
    ...rangeFields,
    behind: behindSchema,
    /** For stages: those who reached it within the range, or those of the range's new leads who have reached it since. */
    of: z.enum(["range", "cohort"]).default("range"),
    ...pageQuerySchema.shape,
  })
  .refine(isRange, rangeRefusal);

export const behindItemSchema = z
  .object({
    contactId: idOf("contact"),
    contactName: z.string(),
    conversationId: idOf("conversation").nullable(),
    /** The last day they wrote on within the range, or the day they reached the stage. */
    day: daySchema,
    /** Messages, files or answers of the kind that was asked for, within the range. */
    count: z.number().int(),
  })
  .meta({ id: "FigureItem" });

/** How the tenant's own model key was used, day by day as the provider counts them. */
export const keyDaysSchema = z
  .object({
    days: z.array(z.object({ day: daySchema, calls: z.number().int(), failures: z.number().int(), tokens: z.number().int() })),
  })
  .meta({ id: "KeyDays" });
export type BehindItem = z.infer<typeof behindItemSchema>;
