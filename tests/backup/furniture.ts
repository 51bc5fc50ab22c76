import { getTableConfig, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { SQLInputValue } from "node:sqlite";
import { tenants, users } from "../../schema/tables/platform.ts";
import { backedTables } from "../../workers/backup/tables.ts";
import { newConversation } from "../../workers/conversation/state.ts";
import { makeId } from "../../workers/platform/ids.ts";
import type { House } from "./house.ts";

export const idsOf = (kind: Parameters<typeof makeId>[0], seed: number, count = 3): string[] =>
  Array.from({ length: count }, (_, at) => makeId(kind, 1_700_000_000_000 + at, new Uint8Array(16).fill(seed)));

type Row = Record<string, SQLInputValue>;
type Config = ReturnType<typeof getTableConfig>;

/** Rows of every table that travels, whatever its columns are: three of each, each tied to a row of each of its parents. */
export const furnish = async (house: House, seed: number): Promise<string> => {
  const tenantId = idsOf("tenant", seed, 1)[0]!;
  const known = new Map<string, Row[]>();
  const { secrets } = house.deps;
  const put = (table: SQLiteTable, own: (row: Row, n: number) => Row = (row) => row) => {
    const config = getTableConfig(table);
    const isOnly = config.name === "tenants" || config.columns.some(({ name, primary }) => primary && name === "tenant_id");
    const count = isOnly ? 1 : 3;
    const rows = Array.from({ length: count }, (_, n) => own(rowOf(config, tenantId, seed, n, known), n));
    known.set(config.name, rows);
    for (const row of rows) insert(house, config.name, row);
  };
  put(tenants, (row) => ({ ...row, id: tenantId, name: `Palestra ${seed}` }));
  put(users, (row, n) => ({ ...row, id: idsOf("user", seed)[n]!, email: `u${n}-${seed}@filo.example` }));
  for (const { table } of backedTables) put(table as SQLiteTable);
  await sealAll(house, tenantId, known, secrets);
  unsettle(house, tenantId);
  return tenantId;
};

const insert = ({ d1 }: House, table: string, row: Row): void => {
  const names = Object.keys(row);
  d1.sqlite
    .prepare(`INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map(() => "?").join()})`)
    .run(...Object.values(row));
};

const rowOf = (config: Config, tenantId: string, seed: number, n: number, known: Map<string, Row[]>): Row => {
  const parents = new Map<string, SQLInputValue>();
  for (const key of config.foreignKeys) {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const parent = known.get(getTableConfig(foreignTable).name)?.[n];
    for (const [at, column] of columns.entries()) if (parent) parents.set(column.name, parent[foreignColumns[at]!.name] ?? null);
  }
  const values = config.columns
    .filter(({ name }) => name !== "rowid")
    .map((column) => [column.name, parents.get(column.name) ?? valueOf(config, column, tenantId, seed, n)] as const);
  return Object.fromEntries(values);
};

const valueOf = ({ name: table }: Config, column: SQLiteColumn, tenantId: string, seed: number, n: number): SQLInputValue => {
  const { name } = column;
  if (name === "tenant_id") return tenantId;
  if (name === "id" && table === "agents") return idsOf("agent", seed)[n]!;
  if ((name === "id" && table === "conversations") || name === "conversation_id") return idsOf("conversation", seed)[n]!;
  if (table === "whatsapp_lines" && name === "account_sid") return `AC${String(seed).padStart(32, "0")}`;
  if (table === "whatsapp_lines" && name === "number") return `+1415555010${n}`;
  if (name === "place") return "open";
  if (name === "role") return "owner";
  if (name === "deleted_at" || name === "moved_to" || name === "merged_into") return null;
  if (name === "roles") return n === 0 ? '["client"]' : '["lead"]';
  if (name === "label_ids") return "[]";
  if (name === "moved") return JSON.stringify({ sealed: [] });
  if (column.dataType === "json") return JSON.stringify({ però: `🙂 "${name}" ${n}` });
  if (column.dataType === "string") return `${table}'s ${name} ${n} di ${seed}, così «com'è»`;
  if (column.dataType === "boolean") return n % 2;
  return name.endsWith("_at") || name === "at" ? 1_700_000_000_000 + 7 * n : 100 * seed + n;
};

/** Sealed columns hold what opens; hashes are such. */
const sealAll = async (
  { d1 }: House,
  tenantId: string,
  known: Map<string, Row[]>,
  secrets: House["deps"]["secrets"],
): Promise<void> => {
  const set = (table: string, column: string, value: SQLInputValue, id: SQLInputValue) =>
    d1.sqlite.prepare(`UPDATE "${table}" SET "${column}" = ? WHERE id = ?`).run(value, id);
  const place = { tenant: tenantId, table: "tenants", column: "model_key_sealed", id: tenantId };
  set("tenants", "model_key_sealed", await secrets.seal(place, "a-model-key"), tenantId);
  for (const { id } of known.get("whatsapp_lines") ?? []) {
    const at = { tenant: tenantId, table: "whatsapp_lines", column: "auth_token_sealed", id: String(id) };
    set("whatsapp_lines", "auth_token_sealed", await secrets.seal(at, `token of ${id}`), id!);
    set("whatsapp_lines", "former_token_sealed", null, id!);
    set("whatsapp_lines", "former_token_until", null, id!);
  }
};

/** What triggers made of the rows when they came is no longer so: time has passed. */
const unsettle = ({ d1 }: House, tenantId: string): void => {
  const run = (sql: string) => d1.sqlite.prepare(sql).run(tenantId);
  run("UPDATE contacts SET client_since = 1700000099999 WHERE tenant_id = ? AND client_since IS NOT NULL");
  run("UPDATE media SET state = 'pending' WHERE tenant_id = ?");
  run("UPDATE media SET state = 'ready' WHERE tenant_id = ? AND rowid % 3 <> 0");
  run("UPDATE conversations SET list_at = list_at - 1234, list_attention = 0 WHERE tenant_id = ?");
  run("UPDATE conversation_labels SET list_at = list_at - 4321 WHERE tenant_id = ?");
};

const longThread = 2_000;

/** Objects with something in every table of theirs; the first thread is longer than a page. */
export const fillObjects = async (house: House, tenantId: string, seed: number): Promise<void> => {
  const agents = idsOf("agent", seed);
  const [long] = idsOf("conversation", seed);
  for (const [n, id] of idsOf("conversation", seed).entries())
    fillThread(house, { id, tenantId, agentId: agents[n]!, contactId: `ctc_${n}` }, id === long ? longThread : 2);
  for (const agent of agents) {
    house.object("quota", agent);
    const { sql } = house.storage("quota", agent);
    sql.exec("INSERT INTO days VALUES (?, ?)", "2026-11-20", 500);
    sql.exec("INSERT INTO turns VALUES (?, ?, ?, ?)", `trn ${agent}`, "2026-11-20", null, 500);
    sql.exec("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)", `msg ${agent}`, "2026-11-20", "ctc", 1, null, null);
  }
  house.object("inbox", tenantId);
  const room = house.storage("inbox", tenantId).sql;
  room.exec("INSERT INTO member VALUES (?, ?)", "usr_a", 5);
  room.exec("INSERT INTO seen VALUES (?, ?, ?)", "usr_a", "cnv_a", 3);
  room.exec("INSERT INTO unread VALUES (?, ?, ?, ?, ?)", "usr_a", "cnv_b", 3, 1, 9);
  room.exec("INSERT INTO trouble VALUES (?, ?)", "cnv_b", 3);
  room.exec("INSERT INTO push_heard VALUES (?, ?)", "cnv_b", "mark");
  room.exec("INSERT INTO push_due VALUES (?, ?, ?, ?, ?, ?)", "psh_a", "cnv_b", "Nuovo", 1, 0, 1);
  for (const n of [0, 1, 2]) await fillLine(house, `AC${String(seed).padStart(32, "0")}:+1415555010${n}`);
};

/** A number's object has tables once it is connected. */
const fillLine = async (house: House, name: string): Promise<void> => {
  await house.object("line", name).restoreBegin({ restoreId: "rst_elsewhere", attempt: "a" });
  const { sql, kv } = house.storage("line", name);
  sql.exec("INSERT INTO inbox (sid, sender, body, accepted_at) VALUES (?, ?, ?, ?)", "SM1", "+447700900101", null, 7);
  sql.exec("INSERT INTO sends VALUES (?, ?, ?, ?, ?, ?)", "SM2", "cnv_a", "msg_a", 0, "read", 8);
  kv.put("poll", { startedAt: 1, goodAt: 1, deepAt: 1, failures: 0 });
  kv.put("config", { authTokenSealed: "of this installation" });
  kv.delete("archive:restore");
};

const fillThread = (
  house: House,
  birth: { id: string; tenantId: string; agentId: string; contactId: string },
  count: number,
): void => {
  house.object("conversation", birth.id);
  const { sql } = house.storage("conversation", birth.id);
  const parties = { agentName: "Coach", contactName: "Marta", isClient: false, level: 1, language: "it" } as const;
  const more = { customerLanguage: null, handBackMinutes: null, away: null, blockedAt: null, isAnswered: true };
  const state = { ...newConversation(birth, { ...parties, ...more }), lastAcceptedAt: count };
  sql.exec("INSERT INTO state VALUES (1, ?)", JSON.stringify(state));
  for (let n = 0; n < count; n++) {
    const json = JSON.stringify({ id: `msg_${n}`, text: "però ".repeat(100), version: 1, acceptedAt: n });
    const insert =
      "INSERT INTO messages (id, accepted_at, level, kind, dedupe_key, origin, reply_to, json) VALUES (?, ?, 1, 'text', ?, NULL, NULL, ?)";
    sql.exec(insert, `msg_${String(n).padStart(6, "0")}`, n, `sid:SM${n}`, json);
    sql.exec(
      "INSERT INTO parts (message_id, part, sid, status) VALUES (?, 0, ?, 'read')",
      `msg_${String(n).padStart(6, "0")}`,
      `SM${n}`,
    );
  }
  sql.exec("INSERT INTO trace VALUES (1, ?)", "{}");
};
