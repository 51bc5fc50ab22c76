import { Column, is, Name, Param, Placeholder, type Query, SQL, sql, StringChunk, Table } from "drizzle-orm";
import { SQLiteAsyncDialect, SQLiteTable } from "drizzle-orm/sqlite-core";

type SelectConfig = Parameters<SQLiteAsyncDialect["buildSelectQuery"]>[0];
type Kind = "text" | "name" | "sql" | "table" | "column" | "param" | "unknown";

const classes: [kind: Kind, of: Parameters<typeof is>[1]][] = [
  ["text", StringChunk],
  ["name", Name],
  ["sql", SQL],
  ["table", Table],
  ["column", Column],
  ["param", Param],
];

/** What instances of a class are; drizzle asks each instance anew, class by class, which is most of what its rendering costs. */
const kinds = new Map<unknown, Kind>();
const kindOf = (chunk: object): Kind => {
  const known = kinds.get(chunk.constructor);
  if (known) return known;
  const kind = classes.find(([, type]) => is(chunk, type))?.[0] ?? "unknown";
  kinds.set(chunk.constructor, kind);
  return kind;
};

const isPlain = (value: unknown): boolean => value === null || ["string", "number", "boolean", "bigint"].includes(typeof value);

const isInlined = (query: SQL): boolean => (query as unknown as { shouldInlineParams: boolean }).shouldInlineParams;
const hasSchema = (table: Table): boolean => (table as unknown as Record<symbol, unknown>)[schemaOf] !== undefined;
const {
  Schema: schemaOf,
  Name: nameOf,
  IsAlias: isAlias,
} = (Table as unknown as { Symbol: Record<string, symbol> }).Symbol as {
  Schema: symbol;
  Name: symbol;
  IsAlias: symbol;
};

/**
 * drizzle's SQL, to the letter, written several times as fast: what a class, a column or a whole table's selection looks like is
 * found out once. Whatever it does not know, it leaves to drizzle. A turn on the page builds a dozen statements before its first word.
 */
export class QuickDialect extends SQLiteAsyncDialect {
  readonly #columns = new WeakMap<Column, string>();
  readonly #expressions = new WeakMap<SQL.Aliased, string | null>();

  override sqlToQuery(query: SQL, invokeSource?: "indexes"): ReturnType<SQLiteAsyncDialect["sqlToQuery"]> {
    const quick: Query = { sql: "", params: [] };
    return invokeSource === undefined && this.#write(query, quick) ? quick : super.sqlToQuery(query, invokeSource);
  }

  override buildSelectQuery(config: SelectConfig): SQL {
    const { table, fields, joins = [], where, orderBy, limit } = config;
    const tables = [table, ...joins.map((join) => join.table)];
    const names = isSimple(config) ? Object.values(fields).map((field) => this.#selected(field, tables)) : [];
    if (names.length === 0 || names.includes(null)) return super.buildSelectQuery(config);
    const chunks: SQL[] = [sql.raw(`select ${names.join(", ")} from ${this.#tableName(table as Table)}`)];
    for (const join of joins)
      chunks.push(sql` ${sql.raw(join.joinType)} join ${join.table}`, ...(join.on ? [sql` on ${join.on}`] : []));
    if (where) chunks.push(sql` where ${where}`);
    if (orderBy && orderBy.length > 0) chunks.push(sql` order by ${sql.join([...orderBy], sql`, `)}`);
    if (typeof limit === "object" || (typeof limit === "number" && limit >= 0)) chunks.push(sql` limit ${limit}`);
    return new SQL(chunks);
  }

  /** What a column of one of these tables is called in a selection; null for everything else, and for those that are converted. */
  #selected(field: unknown, tables: unknown[]): string | null {
    if (typeof field !== "object" || field === null) return null;
    // Of one table alone, drizzle writes the columns within it without the table's name.
    if (is(field, SQL.Aliased)) return tables.length > 1 ? this.#renamed(field) : null;
    if (kindOf(field) !== "column") return null;
    const column = field as Column;
    if (!tables.includes(column.table) || column.columnType === "SQLiteNumericBigInt") return null;
    return tables.length === 1 ? this.escapeName(column.name) : this.#columnName(column);
  }

  /** A selected expression under its own name; null where it takes values, which a selection here has no place for. */
  #renamed(field: SQL.Aliased): string | null {
    const known = this.#expressions.get(field);
    if (known !== undefined) return known;
    const query: Query = { sql: "", params: [] };
    const isWhole = this.#write(field.sql, query) && query.params.length === 0;
    const text = isWhole ? `${query.sql} as ${this.escapeName(field.fieldAlias)}` : null;
    this.#expressions.set(field, text);
    return text;
  }

  /** False where something stands that drizzle has to see to. */
  #write(query: SQL, into: Query): boolean {
    return !isInlined(query) && query.queryChunks.every((chunk) => this.#writeChunk(chunk, into));
  }

  #writeChunk(chunk: unknown, into: Query): boolean {
    if (chunk === undefined) return true;
    if (isPlain(chunk)) return this.#writeValue(chunk, into);
    if (Array.isArray(chunk)) return this.#writeList(chunk, into);
    if (typeof chunk !== "object") return false;
    switch (kindOf(chunk as object)) {
      case "text":
        into.sql += (chunk as StringChunk).value.join("");
        return true;
      case "name":
        into.sql += this.escapeName((chunk as Name).value);
        return true;
      case "sql":
        return this.#write(chunk as SQL, into);
      case "table":
        if (hasSchema(chunk as Table)) return false;
        into.sql += this.#tableName(chunk as Table);
        return true;
      case "column":
        return this.#writeColumn(chunk as Column, into);
      case "param":
        return this.#writeParam(chunk as Param, into);
      default:
        return false;
    }
  }

  #writeValue(value: unknown, into: Query): boolean {
    into.sql += "?";
    into.params.push(value);
    return true;
  }

  #writeList(list: unknown[], into: Query): boolean {
    into.sql += "(";
    const isWritten = list.every((chunk, at) => {
      if (at > 0) into.sql += ", ";
      return this.#writeChunk(chunk, into);
    });
    into.sql += ")";
    return isWritten;
  }

  #writeColumn(column: Column, into: Query): boolean {
    if (hasSchema(column.table)) return false;
    into.sql += this.#columnName(column);
    return true;
  }

  #columnName(column: Column): string {
    const known = this.#columns.get(column);
    if (known !== undefined) return known;
    const name = `${this.#tableName(column.table)}.${this.escapeName(column.name)}`;
    this.#columns.set(column, name);
    return name;
  }

  #writeParam({ value, encoder }: Param, into: Query): boolean {
    if (is(value, Placeholder)) return false;
    const mapped: unknown = value === null ? null : encoder.mapToDriverValue(value);
    return is(mapped, SQL) ? this.#write(mapped, into) : this.#writeValue(mapped, into);
  }

  #tableName(table: Table): string {
    return this.escapeName((table as unknown as Record<symbol, string>)[nameOf]!);
  }
}

const isOwn = (table: unknown): boolean =>
  is(table, SQLiteTable) && !hasSchema(table) && !(table as unknown as Record<symbol, boolean>)[isAlias];

const isSimple = ({ table, joins = [], withList, groupBy, having, offset, distinct, setOperators }: SelectConfig): boolean =>
  isOwn(table) &&
  joins.every((join) => isOwn(join.table)) &&
  !withList?.length &&
  !groupBy?.length &&
  !having &&
  !offset &&
  !distinct &&
  setOperators.length === 0;
