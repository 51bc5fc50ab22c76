import type { z } from "zod";
import type { Restore, restoreAdvanceSchema } from "../../../schema/contract/backup.ts";
import type { RestorePlace } from "../../../schema/tables/platform.ts";
import { isRefusal, refuse, type Refusal } from "../../platform/refusal.ts";
import { firstPlace, type RestoreRow } from "../../platform/restores.ts";
import type { ConsoleCaller } from "../../platform/route.ts";
import { toBase64Url } from "../../platform/base64url.ts";
import type { BackupDeps } from "../deps.ts";
import { longestHeader, openFileKey, readHeader, type FileKey } from "../format/header.ts";
import { applyNext, RestoreOvertaken, type Applying } from "./applyRecords.ts";
import { hindranceOf, remembered, type Hindrance } from "./checkRecord.ts";
import { restoreOnWire } from "./onWire.ts";
import { BackupDamaged, RecordReader } from "./recordReader.ts";
import { removeStaged, StagedFile } from "./staged.ts";

type Order = z.output<typeof restoreAdvanceSchema>;

/** What one call does at most: it ends between two records as soon as one of them is passed. */
const stretch = { bytes: 16 * 1024 * 1024, ms: 8_000 };

/**
 * Goes on with a restore for a stretch. First the whole file is checked, against its own seals and against what is in this installation:
 * until that is done nothing is written, and a file that is cut off, changed or in the way of something is `failed` for good. Then it is
 * brought in. Cut off at any point, it is asked for again, and goes on.
 *
 * @returns `wrong_passphrase`; `conflict` while another call is at work on it
 */
export const advanceRestore = async (
  deps: BackupDeps,
  caller: ConsoleCaller,
  id: string,
  order: Order,
): Promise<Restore | Refusal> => {
  const row = await deps.restores.find(id);
  if (!row) return refuse("not_found");
  if (row.state === "done" || row.state === "failed") return restoreOnWire(row);
  if (row.totalBytes > 0 && row.totalBytes !== order.totalBytes) return refuse("conflict");
  const staged = new StagedFile(deps.bucket, id, order.totalBytes);
  const file = await fileOf(staged, order);
  if (isRefusal(file)) return file;
  const moved = await withFailures(deps, row, async () => {
    if (!file) throw new BackupDamaged("It has no header");
    const begin = file.header.bytes.length;
    const reader = new RecordReader(staged, file, row.place ?? firstPlace(begin));
    return row.state === "restoring" ? bring(deps, caller, row, reader, order) : check(deps, row, reader, begin, order);
  });
  if (moved === null) return refuse("conflict");
  const now = { ...moved, totalBytes: order.totalBytes, updatedAt: deps.chance.now() };
  if (!(await deps.restores.move(row, now))) return refuse("conflict");
  if (now.state === "done" || now.state === "failed") await removeStaged(deps.bucket, id);
  return restoreOnWire({ ...row, ...now });
};

/** Null when there is no header. */
const fileOf = async (staged: StagedFile, { passphrase }: Order): Promise<FileKey | null | Refusal> => {
  const head = await staged.read(0, Math.min(longestHeader, staged.totalBytes));
  const header = head && readHeader(head);
  return header && ((await openFileKey(header, passphrase)) ?? refuse("wrong_passphrase"));
};

type Moved = Pick<RestoreRow, "state" | "place"> & Partial<RestoreRow>;

/** A file that turns out to be damaged has failed, unless something of it is in already: then it is to be given up. */
const withFailures = async (deps: BackupDeps, row: RestoreRow, work: () => Promise<Moved>): Promise<Moved | null> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RestoreOvertaken) return null;
    if (!(error instanceof BackupDamaged) || row.state === "restoring") throw error;
    return failed(row.place, { key: "backup_damaged", detail: null });
  }
};

const failed = (place: RestorePlace | null, { key, detail }: Hindrance): Moved => ({
  state: "failed",
  place,
  failure: key,
  failureDetail: detail,
});

const budgetOf = ({ chance }: Pick<BackupDeps, "chance">, reader: RecordReader): (() => boolean) => {
  const [from, until] = [reader.place.offset, chance.now() + stretch.ms];
  return () => reader.place.offset - from >= stretch.bytes || chance.now() >= until;
};

const check = async (
  deps: BackupDeps,
  row: RestoreRow,
  reader: RecordReader,
  begin: number,
  { takeNumbers }: Order,
): Promise<Moved> => {
  const isOver = budgetOf(deps, reader);
  let place = row.place ?? firstPlace(begin);
  let facts: Partial<RestoreRow> = {};
  while (!isOver()) {
    const { index } = reader.place;
    const record = await reader.next();
    const hindrance = await hindranceOf({ restores: deps.restores, takeNumbers }, record, index);
    if (hindrance) return failed(row.place, hindrance);
    if (record.is === "tenant") facts = { tenantId: record.fields.id, tenantName: record.fields.name };
    place = { ...remembered(place, record), ...reader.place };
    if (record.is !== "end") continue;
    if (record.records !== index || !reader.isAtEnd) throw new BackupDamaged("It goes on behind its end");
    return { state: "restoring", place: { ...place, offset: begin, index: 0 }, ...facts };
  }
  return { state: "checking", place, ...facts };
};

const bring = async (
  deps: BackupDeps,
  caller: ConsoleCaller,
  row: RestoreRow,
  reader: RecordReader,
  { takeNumbers }: Order,
): Promise<Moved> => {
  if (row.place === null || row.tenantId === null) throw new Error("A restore that was checked has a place and a tenant");
  const attempt = toBase64Url(deps.chance.bytes(12));
  const isOver = budgetOf(deps, reader);
  const db = deps.db(row.tenantId);
  const work: Applying = { deps, db, reader, restoreId: row.id, actor: caller.userId, attempt, takeNumbers, isOver };
  let place = row.place;
  while (!isOver()) {
    const applied = await applyNext(work, place);
    place = applied.place;
    if (applied.is === "ended") return { state: "done", place };
    if (applied.is === "held") break;
  }
  return { state: "restoring", place };
};
