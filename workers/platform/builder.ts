import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";

const builders = new WeakMap<D1Database, DrizzleD1Database>();

/**
 * drizzle remembers how tables and columns are written in SQL. Databases of tenants are made anew for every request, so all share
 * what is remembered: it costs a turn two milliseconds to find it out again.
 */
export const builderOf = (d1: D1Database): DrizzleD1Database => {
  const builder = builders.get(d1) ?? drizzle(d1);
  builders.set(d1, builder);
  return builder;
};
