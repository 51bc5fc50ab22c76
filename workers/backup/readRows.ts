import { sql, type SQL } from "drizzle-orm";
import type { Cell, TableRows } from "../platform/archive/objectRows.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { columnsOf, nameOf, orderOf, type BackedTable } from "./tables.ts";

const rowsAtOnce = 200;
/** D1 binds texts of 2 MB, and a sign may take three bytes (see `jsonParts`). */
const longestPiece = 500_000;

type Row = Record<string, Cell>;

const names = (columns: readonly string[]): SQL =>
  sql.join(
    columns.map((name) => sql.identifier(name)),
    sql`, `,
  );

/**
 * A table's rows of one tenant, a few at a time, in the order of their key: constant memory, and every row once. Each step is a moment
 * of its own; a row that is written meanwhile behind the place is met, one before it isn't.
 */
export async function* readRows(db: TenantDb, backed: BackedTable): AsyncGenerator<TableRows> {
  const [columns, order] = [columnsOf(backed), orderOf(backed)];
  const limit = backed.rowsAtOnce ?? rowsAtOnce;
  for (let last: Row | null = null; ;) {
    const found: Row[] = await db.raw<Row>((tenantId) => pageOf(backed, tenantId, last, limit));
    yield* inPieces({
      table: nameOf(backed),
      columns,
      rows: found.map((row) => columns.map((name) => row[name] ?? null)),
    });
    if (found.length < limit || order.length === 0) return;
    last = found.at(-1) ?? null;
  }
}

const pageOf = (backed: BackedTable, tenantId: string, last: Row | null, limit: number): SQL => {
  const order = orderOf(backed);
  const selected = [...new Set([...columnsOf(backed), ...order])];
  const values = sql.join(
    order.map((name) => sql`${last?.[name] ?? null}`),
    sql`, `,
  );
  return sql`SELECT ${names(selected)} FROM ${backed.table} WHERE tenant_id = ${tenantId}
    ${last === null ? sql`` : sql`AND (${names(order)}) > (${values})`}
    ${backed.except ? sql`AND (${backed.except})` : sql``}
    ${order.length === 0 ? sql`` : sql`ORDER BY ${names(order)}`} LIMIT ${limit}`;
};

/** As many rows together as one statement can take in again. */
export function* inPieces({ table, columns, rows }: TableRows): Generator<TableRows> {
  let piece: Cell[][] = [];
  let length = 0;
  for (const row of rows) {
    const size = JSON.stringify(row).length + 1;
    if (piece.length > 0 && length + size > longestPiece) {
      yield { table, columns, rows: piece };
      [piece, length] = [[], 0];
    }
    piece.push(row);
    length += size;
  }
  if (piece.length > 0) yield { table, columns, rows: piece };
}
