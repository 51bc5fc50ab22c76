import { and, eq, sql } from "drizzle-orm";
import { erasureRemains } from "../../schema/tables/privacy.ts";
import type { ErasureDeps, Work } from "./deps.ts";
import { counting } from "./progress.ts";

const atOnce = 20;

/**
 * Files that still lie at the provider. What it will not remove (its account is closed, or refuses the token) is counted and left.
 *
 * @returns null when nothing is left to do, else how long to wait, in milliseconds: the provider is away
 */
export const eraseRemains = async ({ line }: Pick<ErasureDeps, "line">, { db, erasure, goOn }: Work): Promise<number | null> => {
  const isOurs = eq(erasureRemains.erasureId, erasure.id);
  for (;;) {
    const rows = await db.all(erasureRemains, { where: isOurs, limit: atOnce });
    if (rows.length === 0) return null;
    for (const remain of rows) {
      await goOn();
      const removed = await line(remain.line).removeMedia({ url: remain.url });
      if (removed.kind === "later") return removed.afterMs;
      const what = removed.kind === "removed" ? "removedAtProvider" : "leftAtProvider";
      const isIt = and(isOurs, eq(erasureRemains.line, remain.line), eq(erasureRemains.url, remain.url));
      await db.batch([counting(db, erasure.id, what, sql`SELECT 1`), db.remove(erasureRemains, isIt ?? isOurs)]);
    }
  }
};
