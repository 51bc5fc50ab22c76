import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PlaceInInbox } from "../contract/enums.ts";
import type { labelColors } from "../contract/inboxTools.ts";
import { conversations } from "./conversation.ts";
import { tenants } from "./platform.ts";

export const labels = sqliteTable(
  "labels",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    name: text().notNull(),
    color: text().$type<(typeof labelColors)[number]>().notNull(),
    createdAt: integer("created_at").notNull(),
    /** A label that is being taken off its conversations: nobody sees it any more. */
    deletedAt: integer("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("labels_name")
      .on(t.tenantId, t.name)
      .where(sql`deleted_at IS NULL`),
  ],
);

/**
 * Which conversations carry a label. Where each stands in the label's lists, and by what these are narrowed, is kept by triggers, as in
 * `conversations`: whoever writes a row leaves all but its ids to them. `place` is empty while the conversation is in no list.
 */
export const conversationLabels = sqliteTable(
  "conversation_labels",
  {
    tenantId: text("tenant_id").notNull(),
    conversationId: text("conversation_id").notNull(),
    labelId: text("label_id").notNull(),
    place: text().$type<PlaceInInbox | "">().notNull().default(""),
    listAttention: integer("list_attention").notNull().default(0),
    listAt: integer("list_at").notNull().default(0),
    isClient: integer("is_client", { mode: "boolean" }).notNull().default(false),
    agentId: text("agent_id").notNull().default(""),
    assigneeId: text("assignee_id"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.conversationId, t.labelId] }),
    index("conversation_labels_label").on(
      t.tenantId,
      t.labelId,
      t.place,
      t.isClient,
      t.listAttention,
      t.listAt,
      t.conversationId,
    ),
    index("conversation_labels_agent").on(
      t.tenantId,
      t.labelId,
      t.agentId,
      t.place,
      t.isClient,
      t.listAttention,
      t.listAt,
      t.conversationId,
    ),
    index("conversation_labels_assignee")
      .on(t.tenantId, t.labelId, t.assigneeId, t.listAttention, t.listAt, t.conversationId)
      .where(sql`assignee_id IS NOT NULL AND place = 'open'`),
    index("conversation_labels_assignee_of_agent")
      .on(t.tenantId, t.labelId, t.assigneeId, t.agentId, t.listAttention, t.listAt, t.conversationId)
      .where(sql`assignee_id IS NOT NULL AND place = 'open'`),
    foreignKey({ columns: [t.tenantId, t.conversationId], foreignColumns: [conversations.tenantId, conversations.id] }),
    foreignKey({ columns: [t.tenantId, t.labelId], foreignColumns: [labels.tenantId, labels.id] }),
  ],
);

/**
 * How many listed conversations there are of each kind, kept by triggers on `conversations` and `conversation_labels`, so that the
 * inbox's figures cost the same in a tenant of any size. `key`: `leads`, `clients`, `needs_person`, `snoozed`, `agent:<id>`,
 * `assignee:<id>` or `label:<id>`.
 */
export const inboxCounts = sqliteTable(
  "inbox_counts",
  {
    tenantId: text("tenant_id").notNull(),
    key: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] })],
);

export const cannedReplies = sqliteTable(
  "canned_replies",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    shortcut: text().notNull(),
    text: text().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("canned_replies_shortcut").on(t.tenantId, t.shortcut)],
);

/** What was found behind a link, so that its site is asked once; `title` is null when nothing could be shown. */
export const linkPreviews = sqliteTable(
  "link_previews",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    /** SHA-256 of the address. */
    urlHash: text("url_hash").notNull(),
    url: text().notNull(),
    title: text(),
    description: text(),
    siteName: text("site_name"),
    imageFileId: text("image_file_id"),
    /** When the site was asked last; 0 while it is being asked. */
    fetchedAt: integer("fetched_at").notNull(),
    /** When it may be asked again. */
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.urlHash] }), index("link_previews_expired").on(t.expiresAt)],
);
