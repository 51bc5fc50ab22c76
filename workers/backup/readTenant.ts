import { asc, gt, gte, or } from "drizzle-orm";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { contactMerges } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { placeOfModelKey } from "../accounts/modelKey.ts";
import { lineName } from "../channels/whatsapp/line.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { BackupDeps } from "./deps.ts";
import type { BackupRecord, ObjectKind } from "./format/records.ts";
import { peopleAsRows } from "./people.ts";
import { inPieces, readRows } from "./readRows.ts";
import { openSecrets } from "./secretsOnTheWay.ts";
import { earlyTables, jobTable, lateTables, lineTable, schemaOf, type BackedTable } from "./tables.ts";
import { readFiles } from "./tenantFiles.ts";

type Deps = Pick<BackupDeps, "chance" | "secrets" | "accounts" | "bucket" | "object">;

/** Clocks of a Worker and of an object may differ by less. */
const clockMarginMs = 60_000;
const idsAtOnce = 500;

/**
 * Everything of a tenant, record after record, never more than a few in memory. Rows first, then the objects, each at a moment of its
 * own: what was written after the beginning may be in it or not, but nothing that an earlier part refers to is missing
 * (docs/BACKUP.md, "While people go on writing").
 */
export async function* readTenant(deps: Deps, db: TenantDb, tenant: TenantRow): AsyncGenerator<BackupRecord> {
  const since = deps.chance.now() - clockMarginMs;
  yield await tenantRecord(deps, tenant, since);
  yield { is: "rows", ...(await peopleAsRows(deps.secrets, await deps.accounts.membersOf(tenant.id))) };
  yield* tables(deps, db, earlyTables);
  // Lines before threads: what a line has handed over is in its thread by the time that is read.
  yield* readObject(deps, "inbox", tenant.id);
  for (const { id } of await db.pick({ id: agents.id }, agents)) yield* readObject(deps, "quota", id);
  const lines = await db.pick({ accountSid: whatsappLines.accountSid, number: whatsappLines.number }, whatsappLines);
  for (const { accountSid, number } of lines) yield* readObject(deps, "line", lineName(accountSid, number));
  for await (const id of conversationIds(db)) yield* readObject(deps, "conversation", id);
  for (const id of await joinedSince(db, since)) yield* readObject(deps, "conversation", id);
  yield* readFiles(deps.bucket, tenant.id);
  yield* tables(deps, db, lateTables);
  yield { is: "open" };
  yield* tables(deps, db, [lineTable]);
  yield { is: "wake" };
  yield* tables(deps, db, [jobTable]);
}

const tenantRecord = async (
  { secrets }: Deps,
  { modelKeySealed, ...fields }: TenantRow,
  since: number,
): Promise<BackupRecord> => {
  const modelKey = modelKeySealed && (await secrets.open(placeOfModelKey(fields.id), modelKeySealed).catch(() => null));
  return { is: "tenant", schema: schemaOf(), since, fields, modelKey };
};

async function* tables(deps: Deps, db: TenantDb, list: readonly BackedTable[]): AsyncGenerator<BackupRecord> {
  for (const backed of list)
    for await (const rows of readRows(db, backed)) yield { is: "rows", ...(await openSecrets(deps.secrets, db.tenantId, rows)) };
}

async function* readObject({ object }: Deps, kind: ObjectKind, name: string): AsyncGenerator<BackupRecord> {
  yield { is: "object", kind, name };
  for (let from: Parameters<ReturnType<Deps["object"]>["dump"]>[0] = null; ;) {
    const page = await object(kind, name).dump(from);
    for (const table of page.tables) for (const piece of inPieces(table)) yield { is: "objectRows", tables: [piece], facts: [] };
    if (page.facts.length > 0) yield { is: "objectRows", tables: [], facts: page.facts };
    from = page.next;
    if (from === null) break;
  }
  yield { is: "objectEnd" };
}

/** Every conversation's id, in their order. */
export async function* conversationIds(db: TenantDb, after: string | null = null): AsyncGenerator<string> {
  for (let last = after; ;) {
    const where = last === null ? undefined : gt(conversations.id, last);
    const page = await db.pick({ id: conversations.id }, conversations, {
      where,
      orderBy: [asc(conversations.id)],
      limit: idsAtOnce,
    });
    for (const { id } of page) yield id;
    last = page.at(-1)?.id ?? null;
    if (page.length < idsAtOnce) return;
  }
}

/** Threads that were joined or parted while the backup was made: what one handed to the other may have been read in neither. */
const joinedSince = async (db: TenantDb, since: number): Promise<string[]> => {
  const isLate = or(gte(contactMerges.mergedAt, since), gte(contactMerges.undoneAt, since));
  const merges = await db.pick({ moved: contactMerges.moved }, contactMerges, { where: isLate });
  return [...new Set(merges.flatMap(({ moved }) => moved.sealed.flatMap(({ loser, winner }) => [loser, winner])))];
};
