import { and, eq, getTableColumns, sql, type InferInsertModel, type InferSelectModel, type SQL } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { SQLiteSyncDialect, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { BatchItem } from "drizzle-orm/batch";
import { builderOf } from "./builder.ts";
import { selectionOf, type Fields } from "./selection.ts";
import { Trip } from "./trip.ts";

/** A table whose rows belong to one tenant each. */
export type TenantTable = SQLiteTable & { tenantId: SQLiteColumn };

type Row<T extends TenantTable> = InferSelectModel<T>;
type NewRow<T extends TenantTable> = Omit<InferInsertModel<T>, "tenantId">;
type FieldValue<F> = F extends SQLiteColumn
  ? F["_"]["notNull"] extends true
    ? F["_"]["data"]
    : F["_"]["data"] | null
  : F extends SQL<infer V>
    ? V
    : never;

export interface ReadOptions {
  where?: SQL | undefined;
  orderBy?: (SQL | SQLiteColumn)[];
  limit?: number;
}

interface JoinedReadOptions extends ReadOptions {
  join?: [table: TenantTable, on: SQL][];
}

/** Rows already in the way of an insert: leave them, or change them (only rows of this tenant can be in the way). */
export type OnConflict<T extends TenantTable> =
  | { do: "nothing" }
  | { do: "update"; target: SQLiteColumn[]; set: Partial<Record<keyof NewRow<T>, unknown>>; when?: SQL };

/** A write that has not happened yet; `TenantDb.batch` makes several happen together. */
export class Statement {
  readonly query: BatchItem<"sqlite">;
  constructor(query: BatchItem<"sqlite">) {
    this.query = query;
  }
}

/**
 * The database as one tenant sees it. Every statement is scoped here and nowhere else: reads and changes get
 * `tenant_id = ?`, inserts get the tenant's id, joins are scoped on both sides. There is no way to the unscoped database
 * (invariant I7, DESIGN section 1, idea 7).
 */
export class TenantDb {
  readonly tenantId: string;
  readonly #d1: D1Database;
  readonly #db: DrizzleD1Database;
  /** What its reads travel with; undefined while each goes alone. */
  readonly trip: Trip | undefined;

  constructor(d1: D1Database, tenantId: string, trip?: Trip) {
    if (!tenantId) throw new Error("A tenant database needs its tenant");
    this.tenantId = tenantId;
    this.#d1 = d1;
    this.#db = builderOf(d1);
    this.trip = trip;
  }

  /** The same database for reads that are asked for at once, as in `Promise.all`: they reach D1 in one round trip. */
  gathered(): TenantDb {
    return new TenantDb(this.#d1, this.tenantId, new Trip(this.#d1));
  }

  async all<T extends TenantTable>(table: T, options: ReadOptions = {}): Promise<Row<T>[]> {
    return (await this.#select(getTableColumns(table), table, options)) as Row<T>[];
  }

  async first<T extends TenantTable>(table: T, where?: SQL, orderBy?: (SQL | SQLiteColumn)[]): Promise<Row<T> | null> {
    const [row] = await this.all(table, { where, limit: 1, ...(orderBy ? { orderBy } : {}) });
    return row ?? null;
  }

  /** Chosen fields of one table, left-joined to others of the same tenant. */
  async pick<F extends Fields>(
    fields: F,
    from: TenantTable,
    options: JoinedReadOptions = {},
  ): Promise<{ [K in keyof F]: FieldValue<F[K]> }[]> {
    return (await this.#select(fields, from, options)) as { [K in keyof F]: FieldValue<F[K]> }[];
  }

  insert<T extends TenantTable>(table: T, rows: NewRow<T> | NewRow<T>[], onConflict?: OnConflict<T>): Statement {
    const list: object[] = Array.isArray(rows) ? rows : [rows];
    const values = list.map((row) => ({ ...row, tenantId: this.tenantId })) as never;
    const query = this.#db.insert(table).values(values);
    if (onConflict?.do === "nothing") return new Statement(query.onConflictDoNothing());
    if (onConflict?.do === "update") {
      const { target, set, when } = onConflict;
      return new Statement(query.onConflictDoUpdate({ target, set: set as never, setWhere: this.#scope(table, when) }));
    }
    return new Statement(query);
  }

  update<T extends TenantTable>(table: T, set: { [K in keyof NewRow<T>]?: NewRow<T>[K] | SQL }, where?: SQL): Statement {
    return new Statement(
      this.#db
        .update(table)
        .set(set as never)
        .where(this.#scope(table, where)),
    );
  }

  remove<T extends TenantTable>(table: T, where: SQL): Statement {
    return new Statement(this.#db.delete(table).where(this.#scope(table, where)));
  }

  /**
   * SQL by hand, for what the builder cannot say (full-text search). It must compare with `tenant_id` and be bound to this
   * tenant, or it is refused before it runs. Bracket every `OR`.
   */
  async raw<R extends Record<string, unknown>>(write: (tenantId: string) => SQL): Promise<R[]> {
    return (await this.#rows(this.#guard(write(this.tenantId)))) as R[];
  }

  /** The same as a write inside a batch. */
  rawStatement(write: (tenantId: string) => SQL): Statement {
    return new Statement(this.#prepared(this.#guard(write(this.tenantId)), (result) => result));
  }

  /** All or nothing; returns how many rows each statement changed, those that triggers changed on its behalf included. */
  async batch(statements: Statement[]): Promise<number[]> {
    const [first, ...rest] = statements.map((statement) => statement.query);
    if (!first) return [];
    const results = (await this.#db.batch([first, ...rest])) as D1Result[];
    return results.map((result) => result.meta.changes);
  }

  /** drizzle's batch takes no raw SQL with parameters, so it is handed in as prepared. */
  #prepared(sqlByHand: SQL, mapResult: (result: D1Result) => unknown): BatchItem<"sqlite"> {
    const query = dialect.sqlToQuery(sqlByHand);
    const prepared = { stmt: this.#d1.prepare(query.sql), getQuery: () => query, mapResult };
    return { _prepare: () => prepared } as unknown as BatchItem<"sqlite">;
  }

  async #select(fields: Fields, from: TenantTable, options: JoinedReadOptions): Promise<Record<string, unknown>[]> {
    const { list, read } = selectionOf(fields);
    const joins = (options.join ?? []).map(([table, on]) => sql` left join ${table} on ${this.#scope(table, on)}`);
    const where = this.#scope(from, options.where);
    const order = options.orderBy?.length ? sql` order by ${sql.join(options.orderBy, sql`, `)}` : undefined;
    const limit = options.limit === undefined ? undefined : sql` limit ${options.limit}`;
    const rows = await this.#rows(sql`select ${list} from ${from}${sql.join(joins)} where ${where}${order}${limit}`);
    return rows.map(read);
  }

  async #rows(query: SQL): Promise<Record<string, unknown>[]> {
    if (!this.trip) return this.#db.all(query);
    return (await this.trip.read(this.#prepared(query, ({ results }) => results))) as Record<string, unknown>[];
  }

  #guard(query: SQL): SQL {
    const { sql: text, params } = dialect.sqlToQuery(query);
    if (!/tenant_id/.test(text) || !params.includes(this.tenantId))
      throw new Error("A raw statement must be bound to its tenant");
    return query;
  }

  #scope(table: TenantTable, where: SQL | undefined): SQL {
    // In brackets, or an `or` written by hand would reach past the tenant.
    const bracketed = where && sql`(${where})`;
    return and(eq(getTableColumns(table)["tenantId"] as SQLiteColumn, this.tenantId), bracketed) as SQL;
  }
}

const dialect = new SQLiteSyncDialect();
