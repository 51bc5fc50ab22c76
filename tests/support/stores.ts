import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** What is on disk under a local runtime's state, read past the product: a running one may go on writing meanwhile. */
const filesIn = (stateDir: string, ...folder: string[]): string[] => {
  const path = join(stateDir, "stores", ...folder);
  const names = readdirSync(path).filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  return names.map((name) => join(path, name));
};

/** https://www.sqlite.org/rescode.html#readonly_rollback */
const readOnlyRollback = 776;

/** To be read; what a runtime was killed in the middle of writing is taken back first, as the next runtime would. */
const opened = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    database.prepare("SELECT 1 FROM sqlite_master LIMIT 1").all();
    return database;
  } catch (cause) {
    database.close();
    if ((cause as { errcode?: number }).errcode !== readOnlyRollback) throw cause;
    return new DatabaseSync(file, { timeout: 5_000 });
  }
};

const query = (file: string, sql: string, values: SQLInputValue[]): Record<string, unknown>[] => {
  const database = opened(file);
  try {
    return database.prepare(sql).all(...values);
  } finally {
    database.close();
  }
};

/** What SQL may call, by its name there. */
type SqlFunctions = Record<string, (...values: never[]) => string | number>;

const change = (file: string, sql: string, functions: SqlFunctions = {}): void => {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    for (const [name, work] of Object.entries(functions))
      database.function(name, { varargs: true }, (...values) => work(...(values as never[])));
    database.exec(sql);
  } finally {
    database.close();
  }
};

/** Every object of a class that has storage: its file's name is the object's id, the same for a name on any state. */
export const objectsByFile = (stateDir: string, className: string, sql: string): Map<string, Record<string, unknown>[]> =>
  new Map(filesIn(stateDir, "do", `filo-${className}`).map((file) => [basename(file), query(file, sql, [])]));

/** One table of one object, by the name of its file. */
export const readObject = (stateDir: string, className: string, file: string, sql: string): Record<string, unknown>[] =>
  query(join(stateDir, "stores", "do", `filo-${className}`, file), sql, []);

/** Rows of the one D1 database. */
export const readD1 = (stateDir: string, sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] =>
  filesIn(stateDir, "d1", "miniflare-D1DatabaseObject").flatMap((file) => query(file, sql, values));

/** Changes D1 behind the product's back, to set a scene that would take too long to play. */
export const changeD1 = (stateDir: string, sql: string, functions: SqlFunctions = {}): void => {
  for (const file of filesIn(stateDir, "d1", "miniflare-D1DatabaseObject")) change(file, sql, functions);
};

/** Questions to one object's database, by names of the caller's. */
export type ObjectQuery = Record<string, string>;

/** Every object of a class with its own answers; one that has no tables yet is left out. */
export const readObjects = <Q extends ObjectQuery>(
  stateDir: string,
  className: "Conversation" | "Line",
  queries: Q,
): Record<keyof Q, Record<string, unknown>[]>[] =>
  filesIn(stateDir, "do", `filo-${className}`).flatMap((file) => {
    const database = opened(file);
    try {
      const isBorn = database.prepare("SELECT 1 FROM sqlite_master WHERE name IN ('outbox', 'inbox')").all().length > 0;
      if (!isBorn) return [];
      const answers = Object.entries(queries).map(([name, sql]) => [name, database.prepare(sql).all()]);
      return [Object.fromEntries(answers) as Record<keyof Q, Record<string, unknown>[]>];
    } finally {
      database.close();
    }
  });

/** Rows of all conversation objects together; one that is being made just now has no tables yet. */
export const readConversations = (stateDir: string, sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] =>
  filesIn(stateDir, "do", "filo-Conversation")
    .filter((file) => query(file, "SELECT 1 FROM sqlite_master WHERE name = 'outbox'", []).length > 0)
    .flatMap((file) => query(file, sql, values));

/** Changes one conversation object's own database. Only while nothing runs on the state. */
export const changeConversation = (stateDir: string, conversationId: string, sql: string): void => {
  const holds = "SELECT 1 FROM state WHERE json_extract(json, '$.id') = ?";
  const file = filesIn(stateDir, "do", "filo-Conversation").find((one) => query(one, holds, [conversationId]).length > 0);
  if (file === undefined) throw new Error(`no object of ${conversationId}`);
  change(file, sql);
};
