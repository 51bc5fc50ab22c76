import { foreignKey, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { TemplateStatus } from "../contract/templates.ts";
import { agents } from "./agents.ts";

/** WhatsApp templates of an agent's number, as its provider last told. */
export const templates = sqliteTable(
  "templates",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    agentId: text("agent_id").notNull(),
    contentSid: text("content_sid").notNull(),
    name: text().notNull(),
    language: text().notNull(),
    category: text(),
    status: text().$type<TemplateStatus>().notNull(),
    rejectionReason: text("rejection_reason"),
    body: text().notNull(),
    variables: text({ mode: "json" }).$type<{ name: string; sample: string }[]>().notNull(),
    isSupported: integer("is_supported", { mode: "boolean" }).notNull(),
    syncedAt: integer("synced_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("templates_content").on(t.tenantId, t.agentId, t.contentSid),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
  ],
);
export type TemplateRow = typeof templates.$inferSelect;
