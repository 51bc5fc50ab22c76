import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Everything on disk, as digests: of each table of D1 and of every object, and of each file of R2. The name says whose and which. */
export type StoredState = Map<string, string>;

const digest = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("base64url").slice(0, 16);

/** Every file in a folder, and in those in it. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

const asText = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64") : typeof value === "bigint" ? String(value) : value;

/** A table's rows, each as JSON, in an order of their own. One that is being made or belongs to an index that Node can't read has none. */
const rowsOf = (database: DatabaseSync, table: string): string[] => {
  try {
    const rows = database.prepare(`SELECT * FROM "${table}"`).all();
    return rows.map((row) => JSON.stringify(row, asText)).toSorted();
  } catch {
    return [];
  }
};

/** Every row of every table of a database on disk, whatever else goes on. */
export const tablesOf = (file: string): Map<string, string[]> => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
    return new Map(names.map(({ name }) => [name, rowsOf(database, name)]));
  } finally {
    database.close();
  }
};

export interface StoredFile {
  /** Below the state's folder. */
  path: string;
  whole: string;
  isDatabase: boolean;
}

/** Databases and files that the runtime keeps under a state. */
export const storedFiles = (stateDir: string): StoredFile[] => {
  const root = join(stateDir, "stores");
  return filesBelow(root)
    .filter((path) => !/-(?:wal|shm|journal)$/.test(path))
    .map((whole) => ({ path: relative(root, whole), whole, isDatabase: whole.endsWith(".sqlite") }));
};

/**
 * What is stored now.
 *
 * @param isLeftOut tables whose change means nothing, by `folder/table`: counters of refusals, alarms, the time something was last seen
 */
export const storedState = (stateDir: string, isLeftOut: (table: string) => boolean): StoredState => {
  const state: StoredState = new Map();
  for (const { path, whole, isDatabase } of storedFiles(stateDir)) {
    if (!isDatabase) {
      state.set(path, digest(readFileSync(whole)));
      continue;
    }
    for (const [table, rows] of tablesOf(whole)) {
      const kind = `${path.split("/").slice(0, 2).join("/")}/${table}`;
      if (rows.length > 0 && !isLeftOut(kind)) state.set(`${path}/${table}`, digest(rows.join("\n")));
    }
  }
  return state;
};

/** What was stored, changed or removed between two moments. */
export const differences = (before: StoredState, after: StoredState): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).toSorted();

/** Once nothing changes any more for a while: what was under way has ended. */
export const settledState = async (read: () => StoredState, forMs = 600): Promise<StoredState> => {
  for (let last = read(); ;) {
    await new Promise((resolve) => setTimeout(resolve, forMs));
    const now = read();
    if (differences(last, now).length === 0) return now;
    last = now;
  }
};
