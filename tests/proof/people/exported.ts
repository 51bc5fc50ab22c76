import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import * as people from "../../../schema/tables/contacts.ts";
import { conversations } from "../../../schema/tables/conversation.ts";
import { dailyContacts, funnel } from "../../../schema/tables/figures.ts";
import { media } from "../../../schema/tables/media.ts";
import { readZip, unzip } from "../../../workers/platform/zip.ts";
import { filesOf } from "../../support/sameTenant.ts";
import type { Stage } from "../../support/stage.ts";
import { readConversations, readD1 } from "../../support/stores.ts";
import type { Life } from "./life.ts";

type Row = Record<string, unknown>;

/** Which tables hold something of a person, the part of the archive that must tell it, and what of it is nobody's to read. */
export const told: { table: SQLiteTable; by: string[]; part: string; without?: string[] }[] = [
  { table: people.contacts, by: ["id"], part: "contacts", without: ["password_hash"] },
  { table: people.contactIdentities, by: ["contact_id"], part: "identities" },
  { table: people.subscriptions, by: ["contact_id"], part: "subscriptions" },
  { table: people.dossierEntries, by: ["contact_id"], part: "dossier" },
  { table: people.consents, by: ["contact_id"], part: "consents" },
  { table: people.agentReaders, by: ["contact_id"], part: "preferences" },
  { table: people.contactMerges, by: ["winner_id", "loser_id"], part: "merges", without: ["moved"] },
  { table: people.customerSessions, by: ["contact_id"], part: "sessions", without: ["token_hash"] },
  { table: people.contactImportRows, by: ["contact_id"], part: "imported" },
  { table: dailyContacts, by: ["contact_id"], part: "days" },
  { table: funnel, by: ["contact_id"], part: "funnel" },
  { table: conversations, by: ["contact_id"], part: "conversations" },
];

/** Tables that name a person and are not told, and why. */
export const untold: Record<string, string> = {
  media: "told in files.json, and compared there",
  link_codes: "hashes of codes that live for ten minutes",
  mail_tokens: "hashes of links that were mailed; the address is among the identities",
  erasures: "what a retention took is told by the audit",
};

/** What an export has and lacks. */
export interface Compared {
  rows: number;
  messages: number;
  files: number;
  missing: string[];
}

const entriesOf = (bytes: Uint8Array): Map<string, Uint8Array> =>
  new Map(
    readZip(bytes)!.map((entry) => {
      const unpacked = unzip(bytes, { ...entry }, 50_000_000);
      if (!unpacked.ok) throw new Error(`${entry.name} is ${unpacked.failure}`);
      return [entry.name, unpacked.bytes];
    }),
  );

/** A value as it is stored, in the ways in which an archive may tell it. */
const waysToTell = (value: unknown): string[] => {
  const plain = JSON.stringify(value);
  const instant = typeof value === "number" && value > 1e12 ? [JSON.stringify(new Date(value).toISOString())] : [];
  const flag = value === 0 ? ["false"] : value === 1 ? ["true"] : [];
  const json = typeof value === "string" && /^[[{]/.test(value) ? [JSON.stringify(JSON.parse(value))] : [];
  return [plain, ...instant, ...flag, ...json];
};

/** How the conversation stands for whoever works on the list: kept by triggers, told by what they are made of. */
const counters = new Set(["tenant_id", "rowid", "version", "attention", "list_attention", "list_at"]);

const compareRows = (stateDir: string, ids: string[], known: Record<string, Row[]>): Pick<Compared, "rows" | "missing"> => {
  let rows = 0;
  const missing: string[] = [];
  for (const { table, by, part, without = [] } of told) {
    const { name, columns } = getTableConfig(table);
    const isTheirs = by.map((column) => `${column} IN (SELECT value FROM json_each(?))`).join(" OR ");
    for (const row of readD1(stateDir, `SELECT * FROM ${name} WHERE ${isTheirs}`, ...by.map(() => JSON.stringify(ids)))) {
      rows++;
      const entries = (known[part] ?? []).map((entry) => Object.values(entry).map((value) => JSON.stringify(value)));
      const values = columns.filter((column) => !counters.has(column.name) && !without.includes(column.name));
      const lacks = entries.map((entry) =>
        values.filter((column) => {
          const value = row[column.name];
          const isCookie = row["kind"] === "visitor" && column.name === "value";
          return value !== null && !isCookie && !waysToTell(value).some((way) => entry.includes(way));
        }),
      );
      const best = lacks.toSorted((a, b) => a.length - b.length)[0];
      if (best === undefined) missing.push(`${name}: a row`);
      else missing.push(...best.map((column) => `${name}.${column.name}`));
    }
  }
  return { rows, missing };
};

interface Told {
  id: string;
  text: string;
  createdAt: string;
  media: { id: string }[];
}

/** Every message that an object of theirs holds, with its words, time and files. */
const compareMessages = (stateDir: string, threadIds: string[], entries: Map<string, Uint8Array>) => {
  const stored = readConversations(
    stateDir,
    `SELECT id, json FROM messages WHERE EXISTS (SELECT 1 FROM state WHERE json_extract(json, '$.id') IN (SELECT value FROM json_each(?))
      AND json_extract(json, '$.movedTo') IS NULL)`,
    JSON.stringify(threadIds),
  );
  const texts = [...entries].filter(([name]) => name.startsWith("conversations/"));
  const threads = texts.flatMap(([, bytes]) => (JSON.parse(new TextDecoder().decode(bytes)) as { messages: Told[] }).messages);
  const byId = new Map(threads.map((message) => [message.id, message]));
  const missing = stored.flatMap(({ id, json }) => {
    const kept = JSON.parse(String(json)) as { text: string; acceptedAt: number; media: { id: string }[] };
    const message = byId.get(String(id));
    if (!message) return [`message ${id}`];
    const isSame =
      message.text === kept.text &&
      Date.parse(message.createdAt) === kept.acceptedAt &&
      kept.media.every(({ id: file }) => message.media.some((one) => one.id === file));
    return isSame ? [] : [`message ${id} as it is`];
  });
  return { messages: stored.length, missing };
};

/** Every file of R2 that is theirs, byte by byte. */
const compareFiles = (stateDir: string, ids: string[], threadIds: string[], entries: Map<string, Uint8Array>) => {
  const rows = readD1(
    stateDir,
    `SELECT m.id, m.file_id, f.r2_key AS place FROM ${getTableConfig(media).name} AS m JOIN files AS f ON f.tenant_id = m.tenant_id AND f.id = m.file_id
     WHERE m.contact_id IN (SELECT value FROM json_each(?)) OR m.conversation_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
    JSON.stringify(threadIds),
  );
  const stored = new Map(filesOf(stateDir).map(({ key, bytes }) => [String(key), String(bytes)]));
  const missing = rows.flatMap(({ id, place }) => {
    const entry = [...entries].find(([name]) => name.startsWith(`files/${String(id)}`))?.[1];
    return entry && Buffer.from(entry).toString("base64") === stored.get(String(place)) ? [] : [`file ${String(id)}`];
  });
  return { files: rows.length, missing };
};

/** A contact's archive, unpacked. */
export const takeExport = async ({ owner }: Stage, contactId: string): Promise<Map<string, Uint8Array>> => {
  const answer = await owner.ask("GET", `/api/contacts/${contactId}/export`);
  if (!answer.ok) throw new Error(`The export was refused: ${await answer.text()}`);
  return entriesOf(new Uint8Array(await answer.arrayBuffer()));
};

/** Takes somebody's archive and compares it with everything that is stored of them. */
export const compareExport = async (stage: Stage, { contactId }: Life): Promise<Compared> => {
  const { stateDir } = stage;
  const entries = await takeExport(stage, contactId);
  const known = JSON.parse(new TextDecoder().decode(entries.get("contact.json"))) as Record<string, Row[]>;
  const joined = readD1(
    stateDir,
    `WITH RECURSIVE them(id) AS (SELECT ? UNION SELECT c.id FROM contacts AS c JOIN them ON c.merged_into = them.id) SELECT id FROM them`,
    contactId,
  );
  const ids = joined.map(({ id }) => String(id));
  const threads = readD1(
    stateDir,
    "SELECT id FROM conversations WHERE contact_id IN (SELECT value FROM json_each(?))",
    JSON.stringify(ids),
  );
  const threadIds = threads.map(({ id }) => String(id));
  const { rows, missing } = compareRows(stateDir, ids, known);
  const said = compareMessages(stateDir, threadIds, entries);
  const sent = compareFiles(stateDir, ids, threadIds, entries);
  return { rows, messages: said.messages, files: sent.files, missing: [...missing, ...said.missing, ...sent.missing] };
};
