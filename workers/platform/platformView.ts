import { and, asc, count, eq, gt, inArray, isNull, lte, min, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { AlertKind } from "../../schema/contract/health.ts";
import { alerts, jobs, poolKeys, tenants } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";

/** A tenant as the platform's administrator sees it; times in milliseconds. */
export interface TenantView {
  id: string;
  name: string;
  createdAt: number;
  agents: number;
  lines: number;
  lastMessageAt: number | null;
  openAlerts: number;
}

export interface AlertView {
  id: string;
  tenantId: string;
  tenantName: string;
  kind: AlertKind;
  subject: string;
  detail: string;
  openedAt: number;
}

const mostAlerts = 200;

/** Figures over all tenants, for the platform's administrators alone: counts and times, never what anybody wrote. */
export class PlatformView {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /** A page of tenants in the order of their ids, which is that of their age. */
  async tenants(after: string | null, limit: number): Promise<TenantView[]> {
    return this.#db
      .select({
        id: tenants.id,
        name: tenants.name,
        createdAt: tenants.createdAt,
        agents: sql<number>`(select count(*) from agents where tenant_id = tenants.id and deleted_at is null)`,
        lines: sql<number>`(select count(*) from whatsapp_lines where tenant_id = tenants.id)`,
        lastMessageAt: lastMessageOfTenant,
        openAlerts: sql<number>`(select count(*) from alerts where tenant_id = tenants.id and closed_at is null)`,
      })
      .from(tenants)
      .where(after === null ? undefined : gt(tenants.id, after))
      .orderBy(asc(tenants.id))
      .limit(limit);
  }

  /** Work that is due now or was given up. Index `jobs_due`. */
  async jobs(now: number): Promise<{ due: number; failed: number; oldestAt: number | null }> {
    const isDue = and(inArray(jobs.state, ["due", "leased"]), lte(jobs.dueAt, now));
    const [[due], [failed]] = await this.#db.batch([
      this.#db
        .select({ count: count(), oldestAt: min(jobs.dueAt) })
        .from(jobs)
        .where(isDue),
      this.#db.select({ count: count() }).from(jobs).where(eq(jobs.state, "failed")),
    ]);
    return { due: due?.count ?? 0, failed: failed?.count ?? 0, oldestAt: due?.oldestAt ?? null };
  }

  /** What is open anywhere, newest first. */
  async openAlerts(): Promise<AlertView[]> {
    const { id, tenantId, kind, subject, detail, openedAt } = alerts;
    return this.#db
      .select({ id, tenantId, tenantName: tenants.name, kind, subject, detail, openedAt })
      .from(alerts)
      .innerJoin(tenants, eq(tenants.id, alerts.tenantId))
      .where(isNull(alerts.closedAt))
      .orderBy(sql`${openedAt} desc`)
      .limit(mostAlerts);
  }

  async activePoolKeys(): Promise<number> {
    return this.#db.$count(poolKeys, eq(poolKeys.isActive, true));
  }
}

/**
 * When anything was last written with a tenant. The inbox's indexes have the time behind two flags, and behind the other places: a
 * look-up at each end is cheaper than reading them.
 */
const lastMessageOfTenant = sql<number | null>`nullif(max(ifnull((
  select max((
    select max(last_message_at) from conversations
    where tenant_id = tenants.id and is_client = flags.value & 1 and attention = (flags.value >> 1) & 1
      and last_message_at > 0 and place = 'open'
  )) from json_each('[0,1,2,3]') flags), 0), ifnull((
    select max((
      select max(last_message_at) from conversations
      where tenant_id = tenants.id and place = places.value and last_message_at > 0 and place <> 'open'
    )) from json_each('["snoozed","closed","blocked"]') places), 0)), 0)`;
