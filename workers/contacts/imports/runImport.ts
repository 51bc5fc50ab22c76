import { and, asc, eq, gt, ne, sql } from "drizzle-orm";
import * as z from "zod";
import { contactImportRows, contactImports } from "../../../schema/tables/contacts.ts";
import type { Chance } from "../../platform/clock.ts";
import type { JobHints, JobOutcome, LeasedJob } from "../../platform/jobs.ts";
import type { TenantDb } from "../../platform/tenantDb.ts";
import { importJob } from "./importJob.ts";
import { importRow } from "./importRow.ts";

/** A row asks D1 up to seven times, and one run may a thousand times (https://developers.cloudflare.com/d1/platform/limits/). */
const rowsAtOnce = 100;

const payloadSchema = z.object({ importId: z.string(), known: z.enum(["fill", "skip"]), after: z.number().int() });

/** Does a stretch of an import, row by row, and orders the next; cut short, it goes on where it stood. */
export const runImport = async (
  deps: { chance: Chance; hints: JobHints },
  db: TenantDb,
  job: Pick<LeasedJob, "payload">,
): Promise<JobOutcome> => {
  const { importId, known, after } = payloadSchema.parse(job.payload);
  const { chance, hints } = deps;
  await db.batch([
    db.update(contactImports, { state: "running" }, and(eq(contactImports.id, importId), eq(contactImports.state, "due"))),
  ]);
  const rows = await db.all(contactImportRows, {
    where: and(eq(contactImportRows.importId, importId), gt(contactImportRows.line, after)),
    orderBy: [asc(contactImportRows.line)],
    limit: rowsAtOnce,
  });
  const [started] = await db.all(contactImports, { where: eq(contactImports.id, importId) });
  if (!started) return { kind: "failed", failure: "The import is not there" };
  for (const row of rows) if (row.outcome === "due") await importRow(deps, db, { row, known, actor: started.startedBy });
  const last = rows.at(-1);
  if (last && rows.length === rowsAtOnce) {
    const next = importJob(db, chance, { importId, known, after: last.line });
    await db.batch([next.statement]);
    await hints.send([next.hint]);
    return { kind: "done" };
  }
  await db.batch([
    db.update(
      contactImports,
      { state: "done", finishedAt: chance.now(), done: sql`total` },
      and(eq(contactImports.id, importId), ne(contactImports.state, "done")),
    ),
  ]);
  return { kind: "done" };
};
