import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import * as agents from "../../../schema/tables/agents.ts";
import * as contacts from "../../../schema/tables/contacts.ts";
import * as conversation from "../../../schema/tables/conversation.ts";
import * as figures from "../../../schema/tables/figures.ts";
import * as inboxTools from "../../../schema/tables/inboxTools.ts";
import * as media from "../../../schema/tables/media.ts";
import * as platform from "../../../schema/tables/platform.ts";
import * as privacy from "../../../schema/tables/privacy.ts";
import * as templates from "../../../schema/tables/templates.ts";
import type { Tables } from "./tenantScope.ts";

const exported = [agents, contacts, conversation, figures, inboxTools, media, platform, privacy, templates].flatMap((one) =>
  Object.values(one as Record<string, unknown>),
);

/** Filo's own. A test compares them with the migrated database, so that none is forgotten. */
export const filoTables: Tables = {
  tenants: new Set([
    ...exported.flatMap((table) => (is(table, SQLiteTable) && "tenantId" in getTableColumns(table) ? [getTableName(table)] : [])),
    "knowledge_search",
  ]),
  words: new Set(["message_words", "media_words", "contact_words"]),
};
