import { sql } from "drizzle-orm";
import { inboxCounts } from "../../../schema/tables/inboxTools.ts";
import { refuse, type Refusal } from "../../platform/refusal.ts";
import type { RestoreRow } from "../../platform/restores.ts";
import type { TenantDb, TenantTable } from "../../platform/tenantDb.ts";
import type { BackupDeps } from "../deps.ts";
import { conversationIds } from "../readTenant.ts";
import { backedTables } from "../tables.ts";
import { filesOf } from "../tenantFiles.ts";
import { otherObjects } from "./applyRecords.ts";
import { removeAll, removeStaged } from "./staged.ts";

const rowsAtOnce = 500;

/**
 * Gives a restore up: its file goes, and with it what it has brought so far. One that is done or failed is only put away. Cut off, it is
 * asked for again. Refuses `conflict` once the tenant is open, since people use it.
 */
export const giveUpRestore = async (deps: BackupDeps, id: string): Promise<Refusal | undefined> => {
  const row = await deps.restores.find(id);
  if (!row) return refuse("not_found");
  if (row.state === "restoring" && row.place?.isOpen) return refuse("conflict");
  if (row.state === "restoring") await takeBack(deps, row);
  await removeStaged(deps.bucket, id);
  await deps.restores.remove(id);
};

const takeBack = async (deps: BackupDeps, { id, tenantId, place }: RestoreRow): Promise<void> => {
  if (tenantId === null || place === null) return;
  const db = deps.db(tenantId);
  for await (const name of conversationIds(db)) await deps.object("conversation", name).restoreForget(id);
  for (const [kind, name] of await otherObjects(db, place)) await deps.object(kind, name).restoreForget(id);
  await removeAll(deps.bucket, filesOf(tenantId));
  for (const { table } of backedTables.toReversed()) await empty(db, table);
  await empty(db, inboxCounts);
  await deps.restores.forgetTenant(tenantId, place.userIds);
};

/** A few rows at a time: what a database does in one statement has its limits. */
const empty = async (db: TenantDb, table: TenantTable): Promise<void> => {
  for (;;) {
    const some = await db.raw<{ n: number }>(
      (tenantId) => sql`SELECT 1 AS n FROM ${table} WHERE tenant_id = ${tenantId} LIMIT 1`,
    );
    if (some.length === 0) return;
    await db.batch([
      db.rawStatement(
        (tenantId) =>
          sql`DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE tenant_id = ${tenantId} LIMIT ${rowsAtOnce})`,
      ),
    ]);
  }
};
