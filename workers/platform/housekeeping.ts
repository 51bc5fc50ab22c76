import { and, asc, eq, gt, lt, lte, sql } from "drizzle-orm";
import { customerSessions } from "../../schema/tables/contacts.ts";
import { consoleSessions, jobs, keyRotationLog, keyUsage, mailTokens, rateLimits } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";

const day = 24 * 60 * 60 * 1_000;

/** How long a finished job is remembered, and with it that it need not be done again. */
const doneJobsKept = 30 * day;
/** An expired link still says "expired" for a while, rather than "unknown". */
const deadTokensKept = 30 * day;
/** What went wrong for good, and which key answered whom, is looked up for a season. */
const failedJobsKept = 90 * day;
const keyUsesKept = 90 * day;

/** Deletes, for all tenants, what has lost its meaning by age alone. Each deletion runs on an index of the time. */
export const purgeExpired = async (d1: D1Database, now: number): Promise<void> => {
  const db = builderOf(d1);
  const { id, at } = keyRotationLog;
  // Ids rise with time: what is older than the oldest use to keep is a range of them.
  const oldestKept = db
    .select({ id })
    .from(keyRotationLog)
    .where(gt(at, now - keyUsesKept))
    .orderBy(asc(id))
    .limit(1);
  await db.batch([
    db.delete(consoleSessions).where(lte(consoleSessions.expiresAt, now)),
    db.delete(customerSessions).where(lte(customerSessions.expiresAt, now)),
    db.delete(mailTokens).where(lte(mailTokens.expiresAt, now - deadTokensKept)),
    db.delete(rateLimits).where(lte(rateLimits.resetsAt, now)),
    db.delete(jobs).where(and(eq(jobs.state, "done"), lte(jobs.dueAt, now - doneJobsKept))),
    db.delete(jobs).where(and(eq(jobs.state, "failed"), lte(jobs.dueAt, now - failedJobsKept))),
    db.delete(keyUsage).where(lt(keyUsage.day, new Date(now - keyUsesKept).toISOString().slice(0, 10))),
    db.delete(keyRotationLog).where(lt(id, sql`coalesce((${oldestKept}), 0)`)),
  ]);
};
