import { and, eq, isNull, lt } from "drizzle-orm";
import { alerts } from "../../schema/tables/platform.ts";
import { orderAlertMail } from "../accounts/mailOrder.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { NearQuota } from "../platform/keyQuota.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { answered, patience } from "./answered.ts";
import { planAlerts, type AlertPlan } from "./alertPlan.ts";
import { isUndecided, nameOf, wantedAlerts, type AlertFacts } from "./alertRules.ts";
import type { WatchDeps } from "./deps.ts";
import { alertOnWire, readClosedAlerts, readOpenAlerts, type AlertRow } from "./readAlerts.ts";
import { noteUnanswered } from "./noteUnanswered.ts";
import { readFailures } from "./readFailures.ts";
import { readJobs } from "./readJobs.ts";
import { readLines, type LineFacts } from "./readLines.ts";
import { readSpends } from "./readSpends.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** What was wrong, and when, is looked up for a season. */
const keptMs = 90 * dayMs;

const readFacts = async (
  deps: WatchDeps,
  db: TenantDb,
  tenant: TenantRow,
  nearQuota: NearQuota[] | null,
): Promise<Omit<AlertFacts, "lines"> & { lines: LineFacts[] }> => {
  const now = deps.chance.now();
  const [{ lines }, { failures }, outbox, jobs, { spends }] = await Promise.all([
    readLines(deps, db, patience.watch),
    readFailures(db, now - hourMs),
    answered(() => deps.inbox(db.tenantId).troubles(), patience.watch, deps.log),
    readJobs(db, now),
    readSpends(deps, db, calendarDay(now, tenant.timeZone), patience.watch),
  ]);
  const isModelKeyRefused = tenant.modelKeySealed !== null && tenant.modelKeyRefusedAt !== null;
  return { now, lines, failures, outbox, jobs, isModelKeyRefused, nearQuota, spends };
};

/** The rows of a plan: what each statement opened or closed stands beside it, to be shown if it did. */
const writesOf = (
  deps: WatchDeps,
  db: TenantDb,
  tenant: TenantRow,
  plan: AlertPlan,
  now: number,
): { changes: { statement: Statement; row: AlertRow }[]; mails: ReturnType<typeof orderAlertMail>[]; noted: Statement[] } => {
  const mailed = new Set(plan.mail.map(({ alert }) => nameOf(alert)));
  const opened = plan.open.map((alert): AlertRow => {
    const id = deps.chance.id("alert");
    const mailedAt = mailed.has(nameOf(alert)) ? now : null;
    return { tenantId: db.tenantId, id, ...alert, openedAt: now, closedAt: null, mailedAt };
  });
  const closed = plan.close.map((alert): AlertRow => ({ ...alert, tenantId: db.tenantId, closedAt: now }));
  const { alertEmail: to, language, name: businessName } = tenant;
  return {
    changes: [
      ...opened.map((row) => ({ row, statement: db.insert(alerts, row, { do: "nothing" }) })),
      ...closed.map((row) => ({
        row,
        statement: db.update(alerts, { closedAt: now }, and(eq(alerts.id, row.id), isNull(alerts.closedAt))),
      })),
    ],
    mails: plan.mail.flatMap(({ alert }) =>
      // Two watches at once would name two alerts of one trouble: the hour names the mail.
      to === null
        ? []
        : [
            orderAlertMail(
              deps,
              db,
              { to, language, businessName, ...alert },
              `alert:${nameOf(alert)}:${Math.floor(now / hourMs)}`,
            ),
          ],
    ),
    noted: plan.mail.flatMap(({ known }) => (known ? [db.update(alerts, { mailedAt: now }, eq(alerts.id, known.id))] : [])),
  };
};

/** Shows open consoles what changed. The rows are there: a room that can't be reached only learns later. */
const show = async (deps: WatchDeps, tenantId: string, rows: AlertRow[]): Promise<void> => {
  const events = rows.map((row) => ({ type: "ALERT" as const, alert: alertOnWire(row) }));
  if (events.length > 0) await answered(() => deps.inbox(tenantId).publish(events), patience.watch, deps.log);
};

/**
 * Looks at a tenant, and opens, closes and mails its alerts accordingly. Again without effect: an open alert is unique by its kind
 * and subject.
 *
 * @param nearQuota what is known of the pool's quotas, for a tenant that is told of them; null when that could not be read
 */
export const watchTenant = async (deps: WatchDeps, tenantId: string, nearQuota: NearQuota[] | null): Promise<void> => {
  const tenant = await deps.directory.tenant(tenantId);
  if (!tenant) return;
  const db = deps.db(tenantId);
  const facts = await readFacts(deps, db, tenant, nearQuota);
  const [open, closed] = await Promise.all([readOpenAlerts(db), readClosedAlerts(db, facts.now - dayMs)]);
  const plan = planAlerts({
    now: facts.now,
    wanted: wantedAlerts(facts),
    isUndecided: (alert) => isUndecided(facts, alert),
    known: [...open, ...closed],
    mayMail: tenant.alertEmail !== null,
  });
  const { changes, mails, noted } = writesOf(deps, db, tenant, plan, facts.now);
  const isOld = and(lt(alerts.openedAt, facts.now - keptMs), lt(alerts.closedAt, facts.now - keptMs));
  const unanswered = noteUnanswered(db, facts.lines, facts.now);
  if (changes.length + noted.length + unanswered.length === 0) return;
  const done = await db.batch([
    ...changes.map(({ statement }) => statement),
    ...mails.map(({ statement }) => statement),
    ...noted,
    ...unanswered,
    ...(isOld ? [db.remove(alerts, isOld)] : []),
  ]);
  await deps.hints.send(mails.map(({ hint }) => hint));
  await show(
    deps,
    tenantId,
    changes.flatMap(({ row }, at) => (done[at] === 1 ? [row] : [])),
  );
};
