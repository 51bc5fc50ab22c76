import { getTableName, sql, type SQL } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { tenants } from "../../schema/tables/platform.ts";
import type { TableRows } from "../platform/archive/objectRows.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { columnsOf, keyOf, type BackedTable } from "./tables.ts";

const list = (parts: SQL[], between = sql`, `): SQL => sql.join(parts, between);
const named = (name: string): SQL => sql`${sql.identifier(name)}`;

/** A cell of a row of `json_each`, which is called `r`. */
const cellOf =
  (columns: readonly string[]) =>
  (name: string): SQL =>
    sql`(r.value ->> ${sql.raw(`'$[${columns.indexOf(name)}]'`)})`;

/**
 * The statements that put rows back as they were, and put them back again without effect. What triggers make of a row when it comes
 * (ranks, dates, search words) they make here too; then the row is given what it had, which moves the triggers that look at changes. A row
 * whose parent is not there (it was begun after the parents were read) is left out.
 *
 * @throws when the rows have other columns than the table
 */
export const writeRows = (db: TenantDb, backed: BackedTable, { columns, rows }: Omit<TableRows, "table">): Statement[] => {
  if (columns.join() !== columnsOf(backed).join())
    throw new Error(`${getTableName(backed.table)} has other columns than its rows`);
  const json = JSON.stringify(rows);
  return [db.rawStatement((tenantId) => insertOf(backed, tenantId, columns, json)), ...putRight(db, backed, columns, json)];
};

const insertOf = (backed: BackedTable, tenantId: string, columns: string[], json: string): SQL => {
  const cell = cellOf(columns);
  const first = (name: string): SQL => firstValues[`${getTableName(backed.table)}.${name}`]?.(cell(name)) ?? cell(name);
  return sql`INSERT INTO ${backed.table} (tenant_id, ${list(columns.map(named))})
    SELECT ${tenantId}, ${list(columns.map(first))} FROM json_each(${json}) AS r
    WHERE ${list([sql`true`, ...parentsOf(backed, tenantId, cell), ...untold(backed, tenantId, cell)], sql` AND `)}
    ${backed.numbered ? sql`` : sql`ON CONFLICT ${backed.isClaim ? sql`(${list(keyOf(backed.table).map(named))})` : sql``} DO NOTHING`}`;
};

/** Columns that begin with another value, so that what follows from their own happens when they are given it. */
const firstValues: Readonly<Record<string, (value: SQL) => SQL>> = {
  // Nobody reaches an agent whose tenant is not whole yet; `openAgents` lets it be seen.
  "agents.deleted_at": (value) => sql`coalesce(${value}, ${notYetOpen})`,
  "media.state": (value) => sql`iif(${value} = 'ready', 'pending', ${value})`,
};

const notYetOpen = -1;

export const openAgents = (db: TenantDb): Statement =>
  db.rawStatement(
    (tenantId) => sql`UPDATE agents SET deleted_at = NULL WHERE tenant_id = ${tenantId} AND deleted_at = ${notYetOpen}`,
  );

const parentsOf = ({ table, within }: BackedTable, tenantId: string, cell: (name: string) => SQL): SQL[] => {
  const keys = getTableConfig(table as SQLiteTable).foreignKeys.map((key) => key.reference());
  const named_ = keys
    .filter(({ foreignTable }) => foreignTable !== (tenants as SQLiteTable))
    .map(({ columns, foreignColumns, foreignTable }) => {
      const pairs = columns
        .map((column, at) => [column.name, foreignColumns[at]?.name ?? ""] as const)
        .filter(([name]) => name !== "tenant_id");
      return parent(foreignTable, pairs, columns.length > pairs.length ? tenantId : null, cell);
    });
  return within ? [...named_, parent(within[1], [[within[0].name, "id"]], tenantId, cell)] : named_;
};

const parent = (
  table: SQLiteTable,
  pairs: (readonly [own: string, theirs: string])[],
  tenantId: string | null,
  cell: (name: string) => SQL,
): SQL => {
  const same = pairs.map(([own, theirs]) => sql`p.${sql.identifier(theirs)} = ${cell(own)}`);
  const scoped = tenantId === null ? same : [sql`p.tenant_id = ${tenantId}`, ...same];
  const none = pairs.map(([own]) => sql`${cell(own)} IS NULL`);
  return sql`(${list(none, sql` OR `)} OR EXISTS (SELECT 1 FROM ${table} AS p WHERE ${list(scoped, sql` AND `)}))`;
};

/** Rows that are told by other columns than a key, and are there already, don't come a second time. */
const untold = ({ table, numbered }: BackedTable, tenantId: string, cell: (name: string) => SQL): SQL[] => {
  if (!numbered) return [];
  const same = numbered.told.map(({ name }) => sql`p.${sql.identifier(name)} = ${cell(name)}`);
  return [sql`NOT EXISTS (SELECT 1 FROM ${table} AS p WHERE p.tenant_id = ${tenantId} AND ${list(same, sql` AND `)})`];
};

const putRight = (db: TenantDb, backed: BackedTable, columns: string[], json: string): Statement[] => {
  const { table, numbered } = backed;
  const key = keyOf(table).filter((name) => name !== "tenant_id");
  const name = getTableName(table);
  const rest = columns.filter((one) => !key.includes(one) && `${name}.${one}` !== "agents.deleted_at");
  if (numbered || rest.length === 0) return [];
  const cell = cellOf(columns);
  const own = (column: string): SQL => sql`${sql.identifier(name)}.${sql.identifier(column)}`;
  return [
    db.rawStatement(
      (tenantId) => sql`UPDATE ${table} SET ${list(rest.map((column) => sql`${named(column)} = ${cell(column)}`))}
        FROM json_each(${json}) AS r
        WHERE ${own("tenant_id")} = ${tenantId} AND ${list([sql`true`, ...key.map((column) => sql`${own(column)} = ${cell(column)}`)], sql` AND `)}
          AND (${list(
            rest.map((column) => sql`${own(column)} IS NOT ${cell(column)}`),
            sql` OR `,
          )})`,
    ),
  ];
};
