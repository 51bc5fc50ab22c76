import { desc, gt, isNotNull, and, isNull } from "drizzle-orm";
import type { Alert } from "../../schema/contract/health.ts";
import { alerts } from "../../schema/tables/platform.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

export type AlertRow = typeof alerts.$inferSelect;

const mostOpen = 100;
const mostClosed = 50;

/** What is open, newest first. Index `alerts_open`. */
export const readOpenAlerts = (db: TenantDb): Promise<AlertRow[]> =>
  db.all(alerts, { where: isNull(alerts.closedAt), orderBy: [desc(alerts.openedAt)], limit: mostOpen });

/** What opened since then and is over, newest first. Index `alerts_opened`. */
export const readClosedAlerts = (db: TenantDb, since: number): Promise<AlertRow[]> =>
  db.all(alerts, {
    where: and(gt(alerts.openedAt, since), isNotNull(alerts.closedAt)),
    orderBy: [desc(alerts.openedAt)],
    limit: mostClosed,
  });

export const alertOnWire = ({
  id,
  kind,
  subject,
  detail,
  openedAt,
  closedAt,
}: Pick<AlertRow, "id" | "kind" | "subject" | "detail" | "openedAt" | "closedAt">): Alert => ({
  id,
  kind,
  subject,
  detail,
  openedAt: new Date(openedAt).toISOString(),
  closedAt: closedAt === null ? null : new Date(closedAt).toISOString(),
});
