import { eq, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** `column` is one of `values`, however many: D1 binds at most 100 parameters, and a single value is cheaper compared than listed. */
export const oneOf = (column: SQLiteColumn, values: string[]): SQL =>
  values.length === 1 ? eq(column, values[0]) : sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
