import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { MediaFailure, MediaKind, MediaState } from "../contract/media.ts";
import { contacts } from "./contacts.ts";

/** A file of a message, or one uploaded for a message that is still being written. Its conversation keeps a copy of these facts. */
export const media = sqliteTable(
  "media",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    contactId: text("contact_id").notNull(),
    /** Null while it is uploaded and not yet sent. */
    conversationId: text("conversation_id"),
    messageId: text("message_id"),
    kind: text().$type<MediaKind>().notNull(),
    state: text().$type<MediaState>().notNull(),
    failure: text().$type<MediaFailure>(),
    name: text().notNull(),
    mediaType: text("media_type"),
    bytes: integer(),
    durationMs: integer("duration_ms"),
    width: integer(),
    height: integer(),
    description: text(),
    text: text(),
    fileId: text("file_id"),
    /** Where the provider has it: the line's name and the address it named. Null for uploads. */
    sourceLine: text("source_line"),
    sourceUrl: text("source_url"),
    /** When it was removed at the provider. */
    removedAt: integer("removed_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("media_conversation").on(t.tenantId, t.conversationId),
    index("media_contact").on(t.tenantId, t.contactId, t.id),
    index("media_unsent")
      .on(t.createdAt)
      .where(sql`message_id IS NULL`),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
  ],
);
export type MediaRow = typeof media.$inferSelect;
