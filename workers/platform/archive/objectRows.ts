/** What an object keeps beside its tables, in its key-value store. */
export type Fact = [key: string, value: unknown];

export type Cell = string | number | null;

/** Rows of one of an object's tables, as they are. */
export interface TableRows {
  table: string;
  columns: string[];
  rows: Cell[][];
}

/** Where the reading of an object goes on: behind this key of this table. */
export interface DumpCursor {
  table: string;
  after: Cell[];
}

export interface DumpPage {
  tables: TableRows[];
  facts: Fact[];
  /** Null when this was the last. */
  next: DumpCursor | null;
}

/** What of an object travels. */
export interface ArchivePlan {
  /** Tables that may be large: read by pages, in this order. Everything else is read in one step with the end of the last of them. */
  large: readonly string[];
  /** Tables and facts that stay behind. */
  left: readonly string[];
}

const pageCharacters = 1024 * 1024;
const rowsAtOnce = 200;

interface Column extends Record<string, SqlStorageValue> {
  name: string;
  pk: number;
}

/** An object's own SQLite, read and written row by row whatever its tables are. */
export class ObjectRows {
  readonly #sql: SqlStorage;
  readonly #plan: ArchivePlan;

  constructor(sql: SqlStorage, plan: ArchivePlan) {
    this.#sql = sql;
    this.#plan = plan;
  }

  /** Without facts. The last page is one moment of the object; so is the whole where there is only one page. */
  page(from: DumpCursor | null): Omit<DumpPage, "facts"> {
    const known = this.#tables();
    const large = this.#plan.large.filter((table) => known.includes(table));
    const tables: TableRows[] = [];
    let room = pageCharacters;
    for (const table of from === null ? large : large.slice(large.indexOf(from.table))) {
      for (let after = table === from?.table ? from.after : null; ;) {
        const { rows, last } = this.#read(table, after, rowsAtOnce);
        if (last === null) break;
        tables.push(rows);
        after = last;
        room -= JSON.stringify(rows.rows).length;
        if (room <= 0) return { tables, next: { table, after } };
      }
    }
    for (const table of known.filter((one) => !large.includes(one))) tables.push(this.#read(table, null, -1).rows);
    return { tables: tables.filter(({ rows }) => rows.length > 0), next: null };
  }

  isEmpty(): boolean {
    return this.#tables(true).every((table) => this.#sql.exec(`SELECT 1 FROM "${table}" LIMIT 1`).toArray().length === 0);
  }

  clear(): void {
    for (const table of this.#tables(true)) this.#sql.exec(`DELETE FROM "${table}"`);
  }

  /** @throws when it names a table or a column that the object doesn't have: it comes from another version of Filo */
  write({ table, columns, rows }: TableRows): void {
    const known = this.#tables().includes(table) ? this.#columns(table).map(({ name }) => name) : [];
    if (columns.length === 0 || !columns.every((name) => known.includes(name)))
      throw new Error(`The object has no ${table} with ${columns.join(", ")}`);
    const insert = `INSERT INTO "${table}" (${quoted(columns)}) VALUES (${columns.map(() => "?").join(", ")})`;
    for (const row of rows) this.#sql.exec(insert, ...row);
  }

  #tables(withLeft = false): string[] {
    const query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    const names = this.#sql.exec<{ name: string }>(query).toArray();
    return names
      .map(({ name }) => name)
      .filter((name) => !/^(?:_cf_|sqlite_)/.test(name) && (withLeft || !this.#plan.left.includes(name)));
  }

  #columns(table: string): Column[] {
    return this.#sql.exec<Column>("SELECT name, pk FROM pragma_table_info(?)", table).toArray();
  }

  #read(table: string, after: Cell[] | null, limit: number): { rows: TableRows; last: Cell[] | null } {
    const all = this.#columns(table);
    const columns = all.map(({ name }) => name);
    const key = all
      .filter(({ pk }) => pk > 0)
      .toSorted((a, b) => a.pk - b.pk)
      .map(({ name }) => name);
    const behind = after === null ? "" : `WHERE (${quoted(key)}) > (${key.map(() => "?").join(", ")})`;
    const query = `SELECT ${quoted(columns)} FROM "${table}" ${behind} ORDER BY ${quoted(key)} LIMIT ${limit}`;
    const found = this.#sql.exec<Record<string, Cell>>(query, ...(after ?? [])).toArray();
    const last = found.at(-1);
    return {
      rows: { table, columns, rows: found.map((row) => columns.map((name) => row[name] ?? null)) },
      last: last ? key.map((name) => last[name] ?? null) : null,
    };
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
