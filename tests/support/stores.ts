import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** What is on disk under a local runtime's state, read past the product: a running one may go on writing meanwhile. */
const filesIn = (stateDir: string, ...folder: string[]): string[] => {
  const path = join(stateDir, "stores", ...folder);
  const names = readdirSync(path).filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  return names.map((name) => join(path, name));
};

const query = (file: string, sql: string, values: SQLInputValue[]): Record<string, unknown>[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all(...values);
  } finally {
    database.close();
  }
};

const change = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
};

/** Rows of the one D1 database. */
export const readD1 = (stateDir: string, sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] =>
  filesIn(stateDir, "d1", "miniflare-D1DatabaseObject").flatMap((file) => query(file, sql, values));

/** Changes D1 behind the product's back, to set a scene that would take too long to play. */
export const changeD1 = (stateDir: string, sql: string): void => {
  for (const file of filesIn(stateDir, "d1", "miniflare-D1DatabaseObject")) change(file, sql);
};

/** Rows of all conversation objects together. */
export const readConversations = (stateDir: string, sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] =>
  filesIn(stateDir, "do", "filo-Conversation").flatMap((file) => query(file, sql, values));
