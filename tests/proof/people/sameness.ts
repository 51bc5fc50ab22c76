import { d1Of, filesOf, foundIn, objectsOf } from "../../support/sameTenant.ts";
import { readConversations, readD1, readObjects } from "../../support/stores.ts";

/** What an installation holds of a tenant, and of whoever else is there. */
export interface Holdings {
  d1: Record<string, string[]>;
  indexes: Record<string, string[]>;
  objects: ReturnType<typeof objectsOf>;
  files: ReturnType<typeof filesOf>;
}

export const holdingsOf = async (stateDir: string, tenantId: string): Promise<Holdings> => ({
  d1: await d1Of(stateDir, tenantId),
  indexes: foundIn(stateDir, tenantId),
  objects: objectsOf(stateDir),
  files: filesOf(stateDir),
});

/** Nobody is signed in by a restore, links that were mailed are the old installation's, and so is its log of the pool's keys. */
const leftBehind = new Set(["customer_sessions", "console_sessions", "mail_tokens", "link_codes", "key_rotation_log"]);

/** Rows that are the same in both: what is sealed is sealed anew, and that it was restored is noted by the restored one alone. */
const comparable = (rows: readonly string[]): string[] =>
  rows
    .filter((row) => !row.includes('"kind":"send_mail"') && !row.includes("backup.restored") && !/"count":0\b/.test(row))
    .map((row) => row.replaceAll(/"(?:auth_token|model_key)_sealed":"[^"]*"/g, ""))
    .toSorted();

/**
 * A thread that wakes tells D1 of its messages again: of one whose file has changed since D1 heard of it, the number of the change. Where
 * it stands in a label's list is told by ten minutes, and rows that come back are ranked by the moment.
 */
const asRetold = (table: string, rows: readonly string[]): string[] => {
  if (table === "messages") return rows.map((row) => row.replace(/"version":\d+,/, ""));
  if (table === "conversation_labels")
    return rows.map((row) => row.replace(/"list_at":(\d+)/, (_, at) => `"list_at":${Math.floor(Number(at) / 600_000)}`));
  return [...rows];
};

export interface Comparison {
  rows: number;
  objects: number;
  files: number;
  differences: string[];
}

const asTexts = (rows: readonly unknown[] = []): string[] => rows.map((row) => JSON.stringify(row));

/**
 * A tenant before its backup and after its restore, row by row and byte by byte.
 *
 * @param others objects that are somebody else's
 */
export const compare = (before: Holdings, after: Holdings, others: ReadonlySet<string>): Comparison => {
  const differences: string[] = [];
  const differ = (what: string, one: unknown, other: unknown) => {
    if (JSON.stringify(one) !== JSON.stringify(other)) differences.push(what);
  };
  let rows = 0;
  const differInRows = (what: string, expected: readonly string[], found: readonly string[]) => {
    const [lost, added] = [expected.filter((row) => !found.includes(row)), found.filter((row) => !expected.includes(row))];
    if (lost.length + added.length > 0)
      differences.push(`${what}: ${lost.length} lost, ${added.length} added, ${lost[0] ?? ""} and ${added[0] ?? ""}`);
  };
  for (const [table, all] of Object.entries(before.d1)) {
    const expected = leftBehind.has(table) ? [] : asRetold(table, comparable(all));
    rows += expected.length;
    differInRows(`D1 ${table}`, expected, asRetold(table, comparable(after.d1[table] ?? [])));
  }
  for (const [index, found] of Object.entries(before.indexes)) differ(`index of ${index}`, found, after.indexes[index]);
  const own = Object.entries(before.objects).filter(([name]) => !others.has(name));
  for (const [name, tables] of own) {
    const there = after.objects[name] ?? {};
    for (const table of new Set([...Object.keys(tables), ...Object.keys(there)]))
      differInRows(`${name} ${table}`, asTexts(tables[table]), asTexts(there[table]));
  }
  differ("files", before.files, after.files);
  return { rows, objects: own.length, files: before.files.length, differences };
};

interface Kept {
  thread: string;
  kind: string;
  acceptedAt: number;
  version: number;
  text: string;
  dedupeKey: string | null;
}

/** Every message of every thread. */
export const messagesOf = (stateDir: string): Map<string, Kept> =>
  new Map(
    readConversations(
      stateDir,
      "SELECT m.id, m.json, m.dedupe_key, json_extract(s.json, '$.id') AS thread FROM messages AS m, state AS s",
    ).map(({ id, json, dedupe_key: key, thread }) => {
      const { kind, acceptedAt, version, text } = JSON.parse(String(json)) as Kept;
      return [
        String(id),
        { thread: String(thread), kind, acceptedAt, version, text, dedupeKey: key === null ? null : String(key) },
      ];
    }),
  );

/**
 * A copy that was made while people went on writing: whatever was there when it began is in it, each thread of it ends at some message
 * and lacks none before that, and its stores agree with each other.
 */
export const judgeMoving = (
  known: ReadonlySet<string>,
  now: Map<string, Kept>,
  copy: Map<string, Kept>,
  copyDir: string,
): string[] => {
  const wrong: string[] = [];
  const place = (id: string, { acceptedAt }: Kept): string => `${String(acceptedAt).padStart(15, "0")} ${id}`;
  const last = new Map<string, string>();
  for (const [id, message] of copy) {
    const one = now.get(id);
    if (!one || one.text !== message.text || one.acceptedAt !== message.acceptedAt || one.version < message.version)
      wrong.push(`${id} is not what it was`);
    const at = place(id, message);
    if (at > (last.get(message.thread) ?? "")) last.set(message.thread, at);
  }
  for (const id of known) if (!copy.has(id)) wrong.push(`${id} was there before, and is not in the copy`);
  for (const [id, message] of now)
    if (!copy.has(id) && place(id, message) < (last.get(message.thread) ?? "")) wrong.push(`${id} is missing in the midst`);
  const inD1 = new Set(readD1(copyDir, "SELECT id FROM messages").map(({ id }) => String(id)));
  // A marker says nothing, and D1 is not told of it.
  for (const [id, { kind }] of copy) if (!inD1.has(id) && kind !== "topic") wrong.push(`${id} is in its thread and not in D1`);
  for (const id of inD1) if (!copy.has(id)) wrong.push(`${id} is in D1 and not in its thread`);
  for (const broken of readD1(copyDir, "PRAGMA foreign_key_check"))
    wrong.push(`a row of ${String(broken["table"])} without its parent`);
  const keys = new Set([...copy.values()].map(({ dedupeKey }) => dedupeKey));
  const handed = readObjects(copyDir, "Line", { sids: "SELECT sid FROM inbox WHERE body IS NULL" });
  for (const { sids } of handed)
    for (const { sid } of sids)
      if (/^[SM]M[0-9a-f]{32}$/.test(String(sid)) && !keys.has(`sid:${String(sid)}`))
        wrong.push(`${String(sid)} counts as handed over, and is in no thread`);
  return wrong;
};
