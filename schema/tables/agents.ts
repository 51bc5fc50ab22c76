import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AgentDraftFields } from "../contract/agentDrafts.ts";
import type { AgentFields } from "../contract/agents.ts";
import type { Level } from "../contract/enums.ts";
import { tenants } from "./platform.ts";

export const agents = sqliteTable(
  "agents",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    name: text().notNull(),
    slug: text().notNull(),
    persona: text().notNull(),
    instructions: text().notNull(),
    greeting: text().notNull(),
    starters: text({ mode: "json" }).$type<string[]>().notNull(),
    integrationMode: text("integration_mode").$type<"whatsapp_ai" | "ai_only">().notNull(),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    levels: text({ mode: "json" }).$type<Level[]>().notNull(),
    levelPromptOverlay1: text("level_prompt_overlay_1"),
    levelPromptOverlay2: text("level_prompt_overlay_2"),
    levelPromptOverlay3: text("level_prompt_overlay_3"),
    dailyMessageLimit: integer("daily_message_limit").notNull(),
    dailyMessageLimitSilver: integer("daily_message_limit_silver"),
    dailyMessageLimitGold: integer("daily_message_limit_gold"),
    dailySpendCapMicros: integer("daily_spend_cap_micros").notNull(),
    conciseMode: integer("concise_mode", { mode: "boolean" }).notNull(),
    autoResponseEnabled: integer("auto_response_enabled", { mode: "boolean" }).notNull(),
    quietMs: integer("quiet_ms").notNull(),
    handBackMinutes: integer("hand_back_minutes"),
    upgradeText: text("upgrade_text").notNull(),
    upgradeUrl: text("upgrade_url"),
    modelProvider: text("model_provider").$type<"auto" | "vertex" | "ai_studio">().notNull().default("auto"),
    modelName: text("model_name").notNull(),
    /** Fields changed in the form and not published yet: only the console sees them. */
    draft: text({ mode: "json" }).$type<AgentDraftFields>(),
    /** Which published version the draft was begun on, by whom and when it was last kept. */
    draftBase: integer("draft_base"),
    draftBy: text("draft_by"),
    draftAt: integer("draft_at"),
    version: integer().notNull(),
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("agents_slug").on(t.slug)],
);
export type AgentRow = typeof agents.$inferSelect;

/** An agent as it was published each time: what a version can be compared with, and gone back to. */
export const agentVersions = sqliteTable(
  "agent_versions",
  {
    tenantId: text("tenant_id").notNull(),
    agentId: text("agent_id").notNull(),
    version: integer().notNull(),
    fields: text({ mode: "json" }).$type<AgentFields>().notNull(),
    publishedBy: text("published_by").notNull(),
    publishedAt: integer("published_at").notNull(),
    /** The version this one brought back. */
    restoredFrom: integer("restored_from"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.agentId, t.version] }),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
  ],
);

/** A link to an agent's page that adds instructions for whoever signs in through it. */
export const agentShares = sqliteTable(
  "agent_shares",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    agentId: text("agent_id").notNull(),
    name: text().notNull(),
    /** What the link carries; it opens nothing by itself, so it is kept to be shown again. */
    code: text().notNull(),
    instructions: text().notNull(),
    isActive: integer("is_active", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("agent_shares_code").on(t.code),
    index("agent_shares_agent").on(t.tenantId, t.agentId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
  ],
);

/** A WhatsApp number of an agent's. The Line object keeps its own sealed copy, so that a webhook needs no D1. */
export const whatsappLines = sqliteTable(
  "whatsapp_lines",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    agentId: text("agent_id").notNull(),
    accountSid: text("account_sid").notNull(),
    number: text().notNull(),
    authTokenSealed: text("auth_token_sealed").notNull(),
    /** The token before this one, and until when it is still believed: calls signed with it may be on their way. */
    formerTokenSealed: text("former_token_sealed"),
    formerTokenUntil: integer("former_token_until"),
    /** What a phone writes to join the sandbox, e.g. `join some-words`; null for a number of its own. */
    joinWords: text("join_words"),
    /** Since when its object has not answered the watch; null while it does. */
    unansweredSince: integer("unanswered_since"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("whatsapp_lines_number").on(t.accountSid, t.number),
    uniqueIndex("whatsapp_lines_agent").on(t.tenantId, t.agentId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
  ],
);

export const knowledgeItems = sqliteTable(
  "knowledge_items",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    scope: text().$type<"agent" | "store">().notNull(),
    agentId: text("agent_id"),
    title: text().notNull(),
    kind: text().$type<"text" | "pdf">().notNull(),
    minLevel: integer("min_level").$type<Level>().notNull(),
    state: text().$type<"pending" | "ready" | "failed">().notNull(),
    failure: text(),
    characters: integer().notNull(),
    fileId: text("file_id"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("knowledge_items_agent").on(t.tenantId, t.agentId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
  ],
);

/** Pieces of a knowledge item, each with its item's gate; `knowledge_search` (FTS5, in the migration) indexes them by rowid. */
export const knowledgeChunks = sqliteTable(
  "knowledge_chunks",
  {
    rowid: integer().primaryKey({ autoIncrement: true }),
    tenantId: text("tenant_id").notNull(),
    itemId: text("item_id").notNull(),
    ordinal: integer().notNull(),
    text: text().notNull(),
  },
  (t) => [
    index("knowledge_chunks_item").on(t.tenantId, t.itemId),
    foreignKey({ columns: [t.tenantId, t.itemId], foreignColumns: [knowledgeItems.tenantId, knowledgeItems.id] }),
  ],
);
