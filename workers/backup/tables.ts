import { getTableColumns, sql, type SQL } from "drizzle-orm";
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import {
  agents,
  agentShares,
  agentVersions,
  knowledgeChunks,
  knowledgeItems,
  whatsappLines,
} from "../../schema/tables/agents.ts";
import {
  agentReaders,
  consents,
  contactIdentities,
  contactImportRows,
  contactImports,
  contactMerges,
  contacts,
  dossierEntries,
  subscriptions,
} from "../../schema/tables/contacts.ts";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import {
  dailyContacts,
  dailyFigures,
  dailyLeads,
  dailyPeople,
  figureMarks,
  funnel,
  staleDays,
} from "../../schema/tables/figures.ts";
import { cannedReplies, conversationLabels, labels, linkPreviews } from "../../schema/tables/inboxTools.ts";
import { media } from "../../schema/tables/media.ts";
import { alerts, auditEntries, files, invitations, jobs, memberships, tenants } from "../../schema/tables/platform.ts";
import { erasureRemains, erasures, suppressions } from "../../schema/tables/privacy.ts";
import { templates } from "../../schema/tables/templates.ts";
import type { TenantTable } from "../platform/tenantDb.ts";

/** A table of the tenant's whose rows travel, and what is peculiar to them. */
export interface BackedTable {
  table: TenantTable;
  /** Fewer at a time, where a row may be long. */
  rowsAtOnce?: number;
  /** Columns by which it is read on, where that is not the primary key. */
  order?: SQLiteColumn[];
  /** A column that is given anew by the database that takes the row, and the columns by which a row is told from others then. */
  numbered?: { column: SQLiteColumn; told: SQLiteColumn[] };
  /** Rows that don't travel. */
  except?: SQL;
  /** Parents that no foreign key names: without them the row has no meaning. */
  within?: [column: SQLiteColumn, parent: TenantTable];
  /** Its public names are unique in the whole installation: one that is taken is an error, and no row to leave out. */
  isClaim?: boolean;
}

/** Read before the objects, parents before their children. */
export const earlyTables: readonly BackedTable[] = [
  { table: agents, rowsAtOnce: 10, isClaim: true },
  { table: agentVersions, rowsAtOnce: 10 },
  { table: agentShares, isClaim: true },
  { table: contacts },
  { table: contactIdentities },
  { table: subscriptions },
  { table: dossierEntries, rowsAtOnce: 50 },
  { table: contactMerges, rowsAtOnce: 50 },
  { table: agentReaders },
  { table: contactImports },
  { table: contactImportRows },
  { table: knowledgeItems },
  {
    table: knowledgeChunks,
    order: [knowledgeChunks.itemId, knowledgeChunks.rowid],
    numbered: { column: knowledgeChunks.rowid, told: [knowledgeChunks.itemId, knowledgeChunks.ordinal] },
  },
  { table: templates },
  { table: labels },
  { table: cannedReplies },
  { table: linkPreviews },
  { table: conversations },
  { table: conversationLabels },
  { table: messages, within: [messages.conversationId, conversations] },
  { table: media, rowsAtOnce: 50 },
  { table: files },
  { table: erasures },
  { table: erasureRemains },
  // Its hashes are made with the installation's own secret: they count where that is the same.
  { table: suppressions },
  { table: dailyFigures },
  { table: dailyContacts },
  { table: funnel },
  { table: dailyPeople },
  { table: dailyLeads },
  { table: staleDays },
  { table: figureMarks },
  { table: auditEntries },
  { table: invitations, isClaim: true },
];

/** Read after the objects. What a customer said of being written to in between is kept; who may come in comes last. */
export const lateTables: readonly BackedTable[] = [{ table: consents }, { table: alerts }, { table: memberships }];

/** Restored once the tenant is open. */
export const lineTable: BackedTable = { table: whatsappLines, isClaim: true };
/** Mails order their links' tokens, which don't travel, and were sent by the installation that the backup was made of. */
export const jobTable: BackedTable = { table: jobs, except: sql`kind <> 'send_mail'` };

export const backedTables: readonly BackedTable[] = [...earlyTables, ...lateTables, lineTable, jobTable];

/** Tables of which nothing travels, or not as rows of a table, and why. */
export const tablesLeft: Readonly<Record<string, string>> = {
  tenants: "its one row begins the backup",
  users: "those who belong to the tenant travel without belonging to it, see `people.ts`",
  customer_sessions: "nobody is signed in by a restore",
  console_sessions: "nobody is signed in by a restore",
  link_codes: "live for ten minutes",
  mail_tokens: "live for a day, and their mails don't travel either",
  inbox_counts: "counted by triggers from the conversations that are restored",
  key_rotation_log: "the platform's, about its own keys",
  key_usage: "the platform's, about its own keys",
  pool_keys: "the platform's own keys",
  rate_limits: "the platform's, and over within the hour",
  restores: "the platform's",
};

/** A table's columns but for the tenant's id, which is the restored tenant's whatever a file says. */
export const columnsOf = ({ table, numbered }: BackedTable): string[] =>
  getTableConfig(table as SQLiteTable)
    .columns.map(({ name }) => name)
    .filter((name) => name !== "tenant_id" && name !== numbered?.column.name);

/** By which it is read on: unique within the tenant. None where a tenant has only one row. */
export const orderOf = ({ table, order }: BackedTable): string[] => {
  if (order) return order.map(({ name }) => name);
  return keyOf(table).filter((name) => name !== "tenant_id");
};

/** The primary key's columns. */
export const keyOf = (table: TenantTable): string[] => {
  const { primaryKeys, columns } = getTableConfig(table as SQLiteTable);
  return primaryKeys[0]?.columns.map(({ name }) => name) ?? columns.filter(({ primary }) => primary).map(({ name }) => name);
};

export const nameOf = ({ table }: Pick<BackedTable, "table">): string => getTableConfig(table as SQLiteTable).name;

/** What tells whether another Filo's rows fit: every table that travels, with its columns, and the tenant's own fields. */
export const schemaOf = (): string =>
  [...backedTables.map((one) => `${nameOf(one)}(${columnsOf(one).join()})`), Object.keys(getTableColumns(tenants)).join()].join(
    ";",
  );
