import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type {
  Channel,
  Direction,
  Intent,
  Level,
  MessageKind,
  MessageStatus,
  NeedsPersonReason,
  PlaceInInbox,
  Sender,
} from "../contract/enums.ts";
import type { MediaKind } from "../contract/media.ts";
import { agents } from "./agents.ts";
import { contacts } from "./contacts.ts";

/** What the console lists and counts, projected from the conversation object; `version` keeps an older projection out. */
export const conversations = sqliteTable(
  "conversations",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    agentId: text("agent_id").notNull(),
    contactId: text("contact_id").notNull(),
    level: integer().$type<Level>().notNull(),
    aiEnabled: integer("ai_enabled", { mode: "boolean" }).notNull(),
    overriddenAt: integer("overridden_at"),
    overriddenBy: text("overridden_by"),
    needsPerson: text("needs_person").$type<NeedsPersonReason>(),
    place: text().$type<PlaceInInbox>().notNull().default("open"),
    snoozedUntil: integer("snoozed_until"),
    assigneeId: text("assignee_id"),
    assigneeName: text("assignee_name"),
    /**
     * Where it stands in the list of whoever it is assigned to: copies of `attention` and, right to ten minutes, of `lastMessageAt`,
     * kept by triggers; null while it is in no such list.
     */
    listAttention: integer("list_attention"),
    listAt: integer("list_at"),
    labelIds: text("label_ids", { mode: "json" }).$type<string[]>().notNull().default([]),
    handsBackAt: integer("hands_back_at"),
    /** How much the customer has written: what each user has seen of it is kept in the live room. */
    inboundCount: integer("inbound_count").notNull().default(0),
    /** Follows the contact's roles by triggers, see the migrations. */
    isClient: integer("is_client", { mode: "boolean" }).notNull().default(false),
    /** 0 until something was written; the inbox lists only what is above. */
    lastMessageAt: integer("last_message_at").notNull(),
    lastText: text("last_text"),
    lastChannel: text("last_channel").$type<Channel>(),
    lastDirection: text("last_direction").$type<Direction>(),
    lastSender: text("last_sender").$type<Sender>(),
    lastStatus: text("last_status").$type<MessageStatus>(),
    lastMediaKind: text("last_media_kind").$type<MediaKind>(),
    lastMediaDurationMs: integer("last_media_duration_ms"),
    lastWhatsappInboundAt: integer("last_whatsapp_inbound_at"),
    /** The customer said STOP on WhatsApp. */
    stoppedAt: integer("stopped_at"),
    /** Sort key of the inbox: what needs a person first, then the newest. */
    attention: integer().notNull(),
    movedTo: text("moved_to"),
    version: integer().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("conversations_pair").on(t.tenantId, t.agentId, t.contactId),
    index("conversations_inbox")
      .on(t.tenantId, t.isClient, t.attention, t.lastMessageAt, t.id)
      .where(sql`last_message_at > 0 AND place = 'open'`),
    index("conversations_inbox_of_agent")
      .on(t.tenantId, t.agentId, t.isClient, t.attention, t.lastMessageAt, t.id)
      .where(sql`last_message_at > 0 AND place = 'open'`),
    index("conversations_elsewhere")
      .on(t.tenantId, t.place, t.lastMessageAt, t.id)
      .where(sql`last_message_at > 0 AND place <> 'open'`),
    index("conversations_elsewhere_of_agent")
      .on(t.tenantId, t.agentId, t.place, t.lastMessageAt, t.id)
      .where(sql`last_message_at > 0 AND place <> 'open'`),
    index("conversations_assignee")
      .on(t.tenantId, t.assigneeId, t.listAttention, t.listAt, t.id)
      .where(sql`list_at IS NOT NULL`),
    index("conversations_assignee_of_agent")
      .on(t.tenantId, t.assigneeId, t.agentId, t.listAttention, t.listAt, t.id)
      .where(sql`list_at IS NOT NULL`),
    index("conversations_contact").on(t.tenantId, t.contactId),
    foreignKey({ columns: [t.tenantId, t.agentId], foreignColumns: [agents.tenantId, agents.id] }),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);
export type ConversationRow = typeof conversations.$inferSelect;

/** Messages for search and counting. A thread is read from its object, never from here. */
export const messages = sqliteTable(
  "messages",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    conversationId: text("conversation_id").notNull(),
    channel: text().$type<Channel>().notNull(),
    direction: text().$type<Direction>().notNull(),
    sender: text().$type<Sender>().notNull(),
    kind: text().$type<MessageKind>().notNull(),
    text: text().notNull(),
    status: text().$type<MessageStatus>().notNull(),
    level: integer().$type<Level>().notNull(),
    batchId: text("batch_id"),
    model: text(),
    tokensIn: integer("tokens_in"),
    tokensOut: integer("tokens_out"),
    intent: text().$type<Intent>(),
    /** The provider's code of a failure, and when it came: what the health page counts. */
    failureCode: text("failure_code"),
    failedAt: integer("failed_at"),
    acceptedAt: integer("accepted_at").notNull(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("messages_failed")
      .on(t.tenantId, t.failedAt, t.failureCode)
      .where(sql`failed_at IS NOT NULL`),
  ],
);
