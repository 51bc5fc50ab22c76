import { eq } from "drizzle-orm";
import { agents } from "../../../schema/tables/agents.ts";
import { conversations } from "../../../schema/tables/conversation.ts";
import type { RestorePlace } from "../../../schema/tables/platform.ts";
import { placeOfModelKey } from "../../accounts/modelKey.ts";
import { parseLineName } from "../../channels/whatsapp/line.ts";
import type { TableRows } from "../../platform/archive/objectRows.ts";
import { audit } from "../../platform/audit.ts";
import type { TenantDb } from "../../platform/tenantDb.ts";
import type { BackupDeps } from "../deps.ts";
import type { BackupRecord, ObjectKind } from "../format/records.ts";
import { peopleOfRows } from "../people.ts";
import { conversationIds } from "../readTenant.ts";
import { sealSecrets } from "../secretsOnTheWay.ts";
import { backedTables, lineTable, nameOf } from "../tables.ts";
import { filesOf } from "../tenantFiles.ts";
import { openAgents, writeRows } from "../writeRows.ts";
import { BackupDamaged, type RecordReader } from "./recordReader.ts";

/** One stretch of one restore. `attempt` tells it from another that may be at work on the same. */
export interface Applying {
  deps: BackupDeps;
  db: TenantDb;
  reader: RecordReader;
  restoreId: string;
  actor: string;
  attempt: string;
  takeNumbers: boolean;
  isOver(): boolean;
}

/** Somebody else has gone on with this restore meanwhile, or uses what it would fill. */
export class RestoreOvertaken extends Error {}

/** How it stands after a record: `held` before the same record still, for the next stretch to come to it again. */
export interface Applied {
  place: RestorePlace;
  is: "behind" | "held" | "ended";
}

/**
 * Brings what comes next: a record, or all records of one object or file. Brought again it changes nothing, so that a restore that was
 * cut off is simply gone on with.
 */
export const applyNext = async (work: Applying, place: RestorePlace): Promise<Applied> => {
  const record = await work.reader.next();
  if (record.is === "end") return { place, is: "ended" };
  // That it is open is noted before it is: what is open is not taken back.
  if (record.is === "open" && !place.isOpen) return { place: { ...place, isOpen: true }, is: "held" };
  const after = await apply(work, place, record);
  return after.woken === null ? { place: { ...after, ...work.reader.place }, is: "behind" } : { place: after, is: "held" };
};

const apply = async (work: Applying, place: RestorePlace, record: BackupRecord): Promise<RestorePlace> => {
  switch (record.is) {
    case "tenant":
      await applyTenant(work, record);
      return place;
    case "rows":
      await applyRows(work, record);
      return place;
    case "object":
      await applyObject(work, record.kind, record.name);
      return record.kind === "line" ? { ...place, lines: [...new Set([...place.lines, record.name])] } : place;
    case "file":
      await applyFile(work, record);
      return place;
    case "open":
      await work.db.batch([openAgents(work.db), audited(work)]);
      return place;
    case "wake":
      return wakeAll(work, place);
    default:
      throw new BackupDamaged(`A ${record.is} comes alone`);
  }
};

const audited = ({ db, deps, actor, restoreId }: Applying) =>
  audit(db, deps.chance, { actor, action: "backup.restored", subject: restoreId });

const applyTenant = async ({ deps, db }: Applying, record: Extract<BackupRecord, { is: "tenant" }>): Promise<void> => {
  const { fields, modelKey } = record;
  const modelKeySealed = modelKey === null ? null : await deps.secrets.seal(placeOfModelKey(fields.id), modelKey);
  await db.batch([deps.accounts.keepTenant({ ...fields, modelKeySealed })]);
};

const applyRows = async (work: Applying, rows: TableRows): Promise<void> => {
  const { deps, db, takeNumbers } = work;
  if (rows.table === "users") {
    const people = await peopleOfRows(deps.secrets, deps.chance, rows);
    await db.batch(people.map((one) => deps.accounts.keepUser(one)));
    return;
  }
  if (rows.table === nameOf(lineTable)) return takeNumbers ? applyLines(work, rows) : undefined;
  const backed = backedTables.find((one) => nameOf(one) === rows.table);
  if (!backed) throw new BackupDamaged(`There is no table ${rows.table}`);
  await db.batch(writeRows(db, backed, rows));
};

/** A number whose token was lost has to be connected anew. */
const applyLines = async ({ deps, db }: Applying, rows: TableRows): Promise<void> => {
  const at = (name: string) => rows.columns.indexOf(name);
  const known = rows.rows.filter((row) => row[at("auth_token_sealed")] !== null);
  const kept = await sealSecrets(deps.secrets, db.tenantId, { ...rows, rows: known });
  await db.batch(writeRows(db, lineTable, kept));
  for (const row of known)
    await deps.configureLine({ accountSid: String(row[at("account_sid")]), number: String(row[at("number")]) });
};

const applyObject = async (work: Applying, kind: ObjectKind, name: string): Promise<void> => {
  const { deps, reader, restoreId, attempt } = work;
  const object = (await belongs(work, kind, name)) ? deps.object(kind, name) : null;
  if (object && !(await object.restoreBegin({ restoreId, attempt })))
    throw new RestoreOvertaken(`The ${kind} ${name} is in use here`);
  for (;;) {
    const record = await reader.next();
    if (record.is === "objectEnd") break;
    if (record.is !== "objectRows") throw new BackupDamaged("An object doesn't end");
    if (!object) continue;
    if (kind === "conversation") await expectOwn(work.db, record.tables);
    const { tables, facts } = record;
    if (!(await object.restoreRows({ attempt, tables, facts }))) throw new RestoreOvertaken(`The ${kind} ${name} was begun anew`);
  }
  if (object && !(await object.restoreEnd(attempt))) throw new RestoreOvertaken(`The ${kind} ${name} was begun anew`);
};

/** Whether an object is the tenant's, by the rows that are there: one that was begun after they were read is left out. */
const belongs = async ({ db }: Applying, kind: ObjectKind, name: string): Promise<boolean> => {
  if (kind === "inbox") return name === db.tenantId;
  if (kind === "line") return parseLineName(name) !== null;
  return (
    (await (kind === "quota" ? db.first(agents, eq(agents.id, name)) : db.first(conversations, eq(conversations.id, name)))) !==
    null
  );
};

/** A thread that would answer for another tenant's was not made by a backup. */
const expectOwn = async (db: TenantDb, tables: readonly TableRows[]): Promise<void> => {
  for (const { columns, rows } of tables.filter(({ table }) => table === "state"))
    for (const row of rows) {
      const { tenantId, movedTo } = JSON.parse(String(row[columns.indexOf("json")])) as { tenantId?: string; movedTo?: string };
      const isOwn = tenantId === db.tenantId && (!movedTo || (await db.first(conversations, eq(conversations.id, movedTo))));
      if (!isOwn) throw new BackupDamaged("A thread is another tenant's");
    }
};

const applyFile = async (
  { deps, db, reader }: Applying,
  { id, bytes, contentType, custom }: Extract<BackupRecord, { is: "file" }>,
): Promise<void> => {
  if (!/^[\w-]{1,80}$/.test(id)) throw new BackupDamaged("A file has no name");
  const { readable, writable } = new FixedLengthStream(bytes);
  const put = deps.bucket.put(filesOf(db.tenantId) + id, readable, {
    ...(contentType === null ? {} : { httpMetadata: { contentType } }),
    customMetadata: custom,
  });
  const writer = writable.getWriter();
  const writing = writePieces(reader, writer, bytes).catch(async (error: unknown) => {
    await writer.abort(error);
    throw error;
  });
  await Promise.all([put, writing]);
};

const writePieces = async (
  reader: RecordReader,
  writer: WritableStreamDefaultWriter<Uint8Array>,
  bytes: number,
): Promise<void> => {
  for (let written = 0; written < bytes;) {
    const record = await reader.next();
    if (record.is !== "piece") throw new BackupDamaged("A file is not whole");
    await writer.write(record.bytes);
    written += record.bytes.length;
  }
  await writer.close();
};

const wakeAll = async (work: Applying, place: RestorePlace): Promise<RestorePlace> => {
  const { deps, db, restoreId } = work;
  const order = { restoreId, since: place.since };
  let woken = place.woken;
  for await (const id of conversationIds(db, place.woken)) {
    if (work.isOver()) return { ...place, woken };
    await deps.object("conversation", id).restoreWake(order);
    woken = id;
  }
  for (const [kind, name] of await otherObjects(db, place)) await deps.object(kind, name).restoreWake(order);
  return { ...place, woken: null };
};

/** Everything of the tenant's that is an object and no thread. */
export const otherObjects = async (
  db: TenantDb,
  { lines }: Pick<RestorePlace, "lines">,
): Promise<[kind: ObjectKind, name: string][]> => {
  const ids = await db.pick({ id: agents.id }, agents);
  return [
    ["inbox", db.tenantId],
    ...ids.map(({ id }): [ObjectKind, string] => ["quota", id]),
    ...lines.map((name): [ObjectKind, string] => ["line", name]),
  ];
};
