/** One file of `migrations/`, split into its statements. */
export interface Migration {
  name: string;
  queries: string[];
}

interface Statement {
  run(): Promise<unknown>;
  all<Row>(): Promise<{ results: Row[] }>;
  bind(...values: unknown[]): Statement;
}

/** What is needed of a D1 database, local or inside workerd. */
export interface MigratedDatabase {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}

// As wrangler writes it, so that `wrangler d1 migrations` reads the same table.
const table = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

/**
 * Applies in order what the database lacks, each file in one transaction with its row in `d1_migrations`.
 *
 * @returns the names applied
 */
export async function applyMigrations(db: MigratedDatabase, migrations: readonly Migration[]): Promise<string[]> {
  await db.prepare(table).run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const known = new Set(results.map((row) => row.name));
  const missing = migrations.filter((migration) => !known.has(migration.name));
  for (const { name, queries } of missing) {
    const record = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
    await db.batch([...queries.map((query) => db.prepare(query)), record]);
  }
  return missing.map((migration) => migration.name);
}
