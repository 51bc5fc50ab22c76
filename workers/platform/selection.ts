import { Column, getTableName, is, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** What a select asks for: columns, or values that SQL works out, each under the name that it is given back by. */
export type Fields = Record<string, SQLiteColumn | SQL>;

interface Selection {
  /** The list of a select, every value under its field's name: joined tables may have columns of one name. */
  list: SQL;
  /** A row as D1 gives it, in the types of its columns. */
  read(row: Record<string, unknown>): Record<string, unknown>;
}

const known = new WeakMap<Fields, Selection>();

/**
 * How fields are asked for and read, found out once for each set of them. drizzle's builder finds it out anew for every statement: with
 * a wide table that is most of what a small read costs the processor.
 */
export const selectionOf = (fields: Fields): Selection => {
  const selection = known.get(fields) ?? describe(fields);
  known.set(fields, selection);
  return selection;
};

const describe = (fields: Fields): Selection => {
  const entries = Object.entries(fields);
  const readers = entries.map(([name, field]) => [name, is(field, Column) ? field : null] as const);
  const read = (row: Record<string, unknown>): Record<string, unknown> => {
    const found: Record<string, unknown> = {};
    for (const [name, column] of readers) {
      const value = row[name];
      found[name] = value === null || column === null ? value : column.mapFromDriverValue(value);
    }
    return found;
  };
  return { list: listOf(entries), read };
};

/** Columns that follow each other in one piece: drizzle goes through a statement piece by piece each time that it is sent. */
const listOf = (entries: [name: string, field: SQLiteColumn | SQL][]): SQL => {
  const pieces: SQL[] = [];
  let columns: string[] = [];
  const gather = () => {
    if (columns.length > 0) pieces.push(sql.raw(columns.join(", ")));
    columns = [];
  };
  for (const [name, field] of entries) {
    if (is(field, Column)) columns.push(`"${getTableName(field.table)}"."${field.name}" as "${name}"`);
    else {
      gather();
      pieces.push(sql`${field} as ${sql.identifier(name)}`);
    }
  }
  gather();
  return sql.join(pieces, sql`, `);
};
