import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { readD1, readObject, objectsByFile } from "./stores.ts";

type Row = Record<string, unknown>;

/** Every table of D1 as the schema has it. */
export const allTables = async (): Promise<ReturnType<typeof getTableConfig>[]> => {
  const files = readdirSync("schema/tables").filter((name) => name.endsWith(".ts"));
  const modules = await Promise.all(files.map((name) => import(join(process.cwd(), "schema/tables", name)) as Promise<object>));
  return modules.flatMap((module) =>
    Object.values(module)
      .filter((one) => is(one, SQLiteTable))
      .map((one) => getTableConfig(one as SQLiteTable)),
  );
};

/** The rows of each of a tenant's tables in D1. A column that the database numbers by itself is left out. */
export const d1Of = async (stateDir: string, tenantId: string): Promise<Record<string, string[]>> => {
  // What an installation notes of a restore is its own.
  const all = (await allTables()).filter(({ name }) => name !== "restores");
  const tables = all.filter(({ columns }) => columns.some(({ name }) => name === "tenant_id"));
  const read = (name: string): Row[] => readD1(stateDir, `SELECT * FROM "${name}" WHERE tenant_id = ?`, tenantId);
  const own = { tenants: readD1(stateDir, "SELECT * FROM tenants WHERE id = ?", tenantId), users: peopleOf(stateDir, tenantId) };
  const rowsOf = { ...Object.fromEntries(tables.map(({ name }) => [name, read(name)])), ...own };
  return Object.fromEntries(
    Object.entries(rowsOf).map(([name, rows]) => [name, sorted(rows.map((row) => ({ ...row, rowid: 0 })))]),
  );
};

const peopleOf = (stateDir: string, tenantId: string): Row[] =>
  readD1(stateDir, "SELECT * FROM users WHERE id IN (SELECT user_id FROM memberships WHERE tenant_id = ?)", tenantId);

const sorted = (rows: Row[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** Which rows the search indexes find of a tenant: index rows carry no words, but what they point to. */
export const foundIn = (stateDir: string, tenantId: string): Record<string, string[]> => {
  const scope = tenantId.slice(4);
  const found = (index: string, table: string, name = "id"): string[] =>
    readD1(
      stateDir,
      `SELECT t.${name} AS name FROM ${index} AS f JOIN ${table} AS t ON t.rowid = f.rowid WHERE ${index} MATCH ?`,
      `scope:t${scope}`,
    ).map((row) => String(row["name"]));
  const chunks = "SELECT item_id || title || text AS name FROM knowledge_search WHERE tenant_id = ?";
  return {
    messages: found("message_words", "messages").toSorted(),
    media: found("media_words", "media").toSorted(),
    contacts: found("contact_words", "contacts").toSorted(),
    knowledge: readD1(stateDir, chunks, tenantId)
      .map((row) => String(row["name"]))
      .toSorted(),
  };
};

/** Tables of objects that don't travel. */
const left: Record<string, string[]> = {
  Conversation: ["trouble"],
  Inbox: ["trouble", "push_subscriptions", "push_due"],
  Line: [],
  Quota: [],
};

/** Every object's rows by class, object and table, with what it keeps beside tables; objects without any row are left out. */
export const objectsOf = (stateDir: string): Record<string, Record<string, Row[]>> => {
  const all: Record<string, Record<string, Row[]>> = {};
  for (const [className, without] of Object.entries(left)) {
    const names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'";
    for (const [file, tables] of objectsByFile(stateDir, className, names)) {
      const read = tables
        .map((row) => String(row["name"]))
        .filter((name) => !without.includes(name))
        .map((name) => [name, readObject(stateDir, className, file, `SELECT * FROM "${name}" ORDER BY 1, 2`)] as const);
      const rows = Object.fromEntries(
        [...read, ["facts", factsOf(stateDir, className, file)] as const].filter(([, some]) => some.length > 0),
      );
      if (Object.keys(rows).length > 0) all[`${className} ${file}`] = rows;
    }
  }
  return all;
};

const factsOf = (stateDir: string, className: string, file: string): Row[] => {
  const has = readObject(stateDir, className, file, "SELECT 1 FROM sqlite_master WHERE name = '_cf_KV'").length > 0;
  // When a line last looked at what Twilio has moves on with every look, from the first that a restored one takes.
  const query =
    "SELECT key, iif(key = 'poll', '', hex(value)) AS value FROM _cf_KV WHERE key NOT IN ('archive:restore', 'config') ORDER BY key";
  return has ? readObject(stateDir, className, file, query) : [];
};

/** Every file of R2: key, what it is said to be, and its bytes. */
export const filesOf = (stateDir: string): Record<string, unknown>[] => {
  const folder = join(stateDir, "stores", "r2");
  const database = readdirSync(join(folder, "miniflare-R2BucketObject")).find(
    (name) => name.endsWith(".sqlite") && name !== "metadata.sqlite",
  );
  if (!database) return [];
  const rows = readStore(join(folder, "miniflare-R2BucketObject", database));
  return rows.map(({ key, blob_id, size, http_metadata, custom_metadata }) => ({
    key,
    size,
    http_metadata,
    custom_metadata,
    bytes: readFileSync(join(folder, "filo-files", "blobs", String(blob_id))).toString("base64"),
  }));
};

const readStore = (file: string): Row[] => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare("SELECT * FROM _mf_objects ORDER BY key").all() as Row[];
  } finally {
    database.close();
  }
};

/** A row's secret, opened with an installation's key. */
export const openWith = (secretsKey: string) => createSecrets(parseMasterKeys(secretsKey), () => new Uint8Array()).open;
