import type { HealthReport } from "../../schema/contract/health.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { answered, patience } from "./answered.ts";
import type { HealthDeps } from "./deps.ts";
import { lineOnWire } from "./lineOnWire.ts";
import { alertOnWire, readClosedAlerts, readOpenAlerts } from "./readAlerts.ts";
import { readFailures } from "./readFailures.ts";
import { readJobs } from "./readJobs.ts";
import { readLines } from "./readLines.ts";
import { readModelKey } from "./readModelKey.ts";
import { readSpends } from "./readSpends.ts";
import { readWindows } from "./readWindows.ts";

const weekMs = 7 * 24 * 60 * 60_000;

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const orFail = <T>(row: T | null, tenantId: string): T => {
  if (row === null) throw new Error(`Tenant ${tenantId} has a session but no row`);
  return row;
};

/**
 * How a tenant does, as its health page shows it. Rows read have a limit each, and what was cut off is named; what doesn't answer in
 * two seconds is shown as not answering.
 */
export const readReport = async (deps: HealthDeps, db: TenantDb): Promise<HealthReport> => {
  const now = deps.chance.now();
  const tenant = orFail(await deps.directory.tenant(db.tenantId), db.tenantId);
  const [lines, failures, outbox, jobs, windows, spends, modelKey, open, closed] = await Promise.all([
    readLines(deps, db, patience.report),
    readFailures(db, now - weekMs),
    answered(() => deps.inbox(db.tenantId).troubles(), patience.report, deps.log),
    readJobs(db, now),
    readWindows(db, now),
    readSpends(deps, db, calendarDay(now, tenant.timeZone), patience.report),
    readModelKey(deps, tenant),
    readOpenAlerts(db),
    readClosedAlerts(db, now - weekMs),
  ]);
  const isCut = { lines, failures, jobs, windows, quota: spends };
  return {
    at: new Date(now).toISOString(),
    lines: lines.lines.map(lineOnWire),
    failures: failures.failures.map(({ code, count, lastAt }) => ({ code, count, lastAt: new Date(lastAt).toISOString() })),
    outbox: { waiting: outbox?.waiting ?? 0, oldestAt: iso(outbox?.oldestAt ?? null), isKnown: outbox !== null },
    jobs: { due: jobs.due, failed: jobs.failed, oldestAt: iso(jobs.oldestAt) },
    windows: { open: windows.open, closing: windows.closing },
    quota: spends.spends,
    modelKey,
    alerts: [...open, ...closed].map(alertOnWire),
    cut: (["lines", "failures", "jobs", "windows", "quota"] as const).filter((part) => isCut[part].isCut),
  };
};
