import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { ErasureCounts } from "../../schema/contract/erasures.ts";
import { erasures, type ErasureRow } from "../../schema/tables/privacy.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

const isOpen = (erasureId: string) => and(eq(erasures.id, erasureId), isNull(erasures.finishedAt));

/** More was removed: counted in the batch that removes it, by what is there before, so that a piece done twice counts once. */
export const counting = (db: TenantDb, erasureId: string, what: keyof ErasureCounts, rows: SQL): Statement =>
  db.update(
    erasures,
    { counts: sql`json_set(${erasures.counts}, ${`$.${what}`}, (${erasures.counts} ->> ${`$.${what}`}) + (${rows}))` },
    isOpen(erasureId),
  );

/** What was found on the way, or how far it has got. */
export const noting = (
  db: TenantDb,
  { id }: Pick<ErasureRow, "id">,
  set: Partial<Pick<ErasureRow, "step" | "trail" | "conversationIds">>,
): Statement => db.update(erasures, set, isOpen(id));

export const withAll = (list: readonly string[], more: readonly (string | null | undefined)[]): string[] => [
  ...new Set([...list, ...more.filter((one) => typeof one === "string")]),
];
