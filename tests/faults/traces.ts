import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A place where a word was found. */
export interface Trace {
  place: string;
  word: string;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const stores = (stateDir: string): string => join(stateDir, "stores");
const placeOf = (stateDir: string, file: string): string => file.slice(stores(stateDir).length + 1);

const textOf = (value: unknown): string => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value));

/** Every value of every row of every table in which a word stands, of D1, of all objects and of the stores' own lists. */
export const tracesInTables = (stateDir: string, words: readonly string[]): Trace[] => {
  const found: Trace[] = [];
  for (const file of filesIn(stores(stateDir)).filter((name) => name.endsWith(".sqlite"))) {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    // What cannot be read by itself is an index's own table by another name, whose parts are read.
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
      .all();
    for (const { name } of tables as { name: string }[]) {
      const statement = database.prepare(`SELECT * FROM "${name}"`);
      statement.setReadBigInts(true);
      const text = statement
        .all()
        .map((row) => Object.values(row).map(textOf).join("\n"))
        .join("\n")
        .toLowerCase();
      for (const word of words)
        if (text.includes(word.toLowerCase())) found.push({ place: `${placeOf(stateDir, file)} ${name}`, word });
    }
    database.close();
  }
  return found;
};

/** Every file in whose bytes a word stands: also where the database has let go of the space and not yet written over it. */
export const tracesInBytes = (stateDir: string, words: readonly string[]): Trace[] =>
  filesIn(stores(stateDir)).flatMap((file) => {
    const text = readFileSync(file).toString("latin1").toLowerCase();
    return words.filter((word) => text.includes(word.toLowerCase())).map((word) => ({ place: placeOf(stateDir, file), word }));
  });

/** Files that people sent, as they lie on the disk. */
export const blobsIn = (stateDir: string): string[] =>
  filesIn(join(stores(stateDir), "r2"))
    .filter((file) => file.includes("/blobs/"))
    .map((file) => placeOf(stateDir, file));
