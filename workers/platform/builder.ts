import type { ExtractTablesWithRelations } from "drizzle-orm";
import { DrizzleD1Database, SQLiteD1Session } from "drizzle-orm/d1";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";

/** No relations are declared: tables are joined by hand. */
type NoSchema = Record<string, never>;

const builders = new WeakMap<D1Database, DrizzleD1Database>();

const builderFor = (d1: D1Database): DrizzleD1Database => {
  const session = new SQLiteD1Session<NoSchema, ExtractTablesWithRelations<NoSchema>>(d1, dialect, undefined);
  return new DrizzleD1Database<NoSchema>("async", dialect, session, undefined);
};

/** Remembers how tables and columns are written in SQL, for all databases alike. */
export const dialect = new SQLiteAsyncDialect();

/**
 * Databases of tenants are made anew for every request, so all share a builder and what it remembers: it costs a turn two
 * milliseconds to find it out again.
 */
export const builderOf = (d1: D1Database): DrizzleD1Database => {
  const builder = builders.get(d1) ?? builderFor(d1);
  builders.set(d1, builder);
  return builder;
};
