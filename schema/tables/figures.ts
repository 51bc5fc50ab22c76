import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Level } from "../contract/enums.ts";
import { tenants } from "./platform.ts";

/**
 * A day's numbers of an agent at a level, in the tenant's own days. Cron writes a day's rows whole, from the messages themselves, so
 * that counting again changes nothing.
 */
export const dailyFigures = sqliteTable(
  "daily_figures",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    /** `YYYY-MM-DD`. */
    day: text().notNull(),
    agentId: text("agent_id").notNull(),
    level: integer().$type<Level>().notNull(),
    totalMessages: integer("total_messages").notNull(),
    inboundMessages: integer("inbound_messages").notNull(),
    outboundMessages: integer("outbound_messages").notNull(),
    aiMessages: integer("ai_messages").notNull(),
    manualMessages: integer("manual_messages").notNull(),
    pictures: integer().notNull(),
    documents: integer().notNull(),
    voiceNotes: integer("voice_notes").notNull(),
    videos: integer().notNull(),
    otherMedia: integer("other_media").notNull(),
    /** How long customers waited for an answer: how often each span of the scale of response times, by the span's number. */
    aiResponses: text("ai_responses", { mode: "json" }).$type<Record<string, number>>().notNull(),
    manualResponses: text("manual_responses", { mode: "json" }).$type<Record<string, number>>().notNull(),
    /** Tokens of the AI's answers. */
    tokens: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day, t.agentId, t.level] })],
);

/** Who wrote on a day: people are counted once over any range, and each number opens the list behind it. */
export const dailyContacts = sqliteTable(
  "daily_contacts",
  {
    tenantId: text("tenant_id").notNull(),
    day: text().notNull(),
    agentId: text("agent_id").notNull(),
    contactId: text("contact_id").notNull(),
    level: integer().$type<Level>().notNull(),
    conversationId: text("conversation_id").notNull(),
    inboundMessages: integer("inbound_messages").notNull(),
    /** Answers they got from the AI, and what people wrote to them. */
    aiMessages: integer("ai_messages").notNull(),
    manualMessages: integer("manual_messages").notNull(),
    /** Who the contact is today: itself, or whom it was joined into. It follows merges and their undo. */
    personId: text("person_id").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.day, t.agentId, t.contactId] }),
    index("daily_contacts_person").on(t.tenantId, t.personId, t.day),
    index("daily_contacts_latest").on(t.tenantId, t.day, t.personId),
  ],
);

/**
 * How many people wrote on a day, by how many days earlier they had written before: who wrote in a range is counted once by counting
 * everybody on the first of their days in it, however many people there are.
 */
export const dailyPeople = sqliteTable(
  "daily_people",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    day: text().notNull(),
    /** Empty: whomever they wrote to. */
    agentId: text("agent_id").notNull(),
    /** 0: at whatever level. */
    level: integer().$type<Level | 0>().notNull(),
    /** People by days since they had written before, to the same agent and at the same level; "0": never within the longest range. */
    byGap: text("by_gap", { mode: "json" }).$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day, t.agentId, t.level] })],
);

/**
 * How far a lead has come, and when: null until then. A date, once there, stays (roadmap, phase 5.3). Two more indexes, by when somebody
 * had come at least so far, are in the migrations.
 */
export const funnel = sqliteTable(
  "funnel",
  {
    tenantId: text("tenant_id").notNull(),
    contactId: text("contact_id").notNull(),
    /** The agent they wrote to first. */
    agentId: text("agent_id").notNull(),
    newAt: integer("new_at").notNull(),
    /** When they first got an answer. */
    repliedAt: integer("replied_at"),
    engagedAt: integer("engaged_at"),
    qualifiedAt: integer("qualified_at"),
    convertedAt: integer("converted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.contactId] }),
    index("funnel_new").on(t.tenantId, t.newAt, t.contactId),
    index("funnel_converted")
      .on(t.tenantId, t.convertedAt, t.contactId)
      .where(sql`converted_at IS NOT NULL`),
  ],
);

/** An agent's leads of a day: how many came and were won on it, and how long those who came then took for each stage until today. */
export const dailyLeads = sqliteTable(
  "daily_leads",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    day: text().notNull(),
    agentId: text("agent_id").notNull(),
    newLeads: integer("new_leads").notNull(),
    convertedLeads: integer("converted_leads").notNull(),
    /** Of the day's new leads, those who have come so far: how often each span of the scale of times, by the span's number. */
    engagedAfter: text("engaged_after", { mode: "json" }).$type<Record<string, number>>().notNull(),
    qualifiedAfter: text("qualified_after", { mode: "json" }).$type<Record<string, number>>().notNull(),
    convertedAfter: text("converted_after", { mode: "json" }).$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day, t.agentId] })],
);

/** Days whose people or leads are to be counted again, because somebody was joined, parted or carried on since. */
export const staleDays = sqliteTable(
  "stale_days",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    what: text().$type<"people" | "leads">().notNull(),
    day: text().notNull(),
    /** How often it was said: what is said while the day is being counted stays. */
    times: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.what, t.day] })],
);

/** How far a tenant's days have been counted. */
export const figureMarks = sqliteTable("figure_marks", {
  tenantId: text("tenant_id")
    .primaryKey()
    .references(() => tenants.id),
  /** The last day that is counted for good, `YYYY-MM-DD`: what comes after it is counted again each time. */
  countedTo: text("counted_to").notNull(),
  countedAt: integer("counted_at").notNull(),
});
