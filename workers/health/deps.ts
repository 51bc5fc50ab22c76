import type { KeyUsage } from "../platform/keyUsage.ts";
import type { LineRpc } from "../channels/whatsapp/line.ts";
import type { InboxRpc } from "../inbox/inboxRpc.ts";
import type { ModelPool } from "../models/modelPool.ts";
import type { Chance } from "../platform/clock.ts";
import type { Directory } from "../platform/directory.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { NearQuota } from "../platform/keyQuota.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** What the health room asks how it does. Objects are asked with a deadline: one that is silent is a finding, not a fault. */
export interface HealthDeps extends ModelPool {
  chance: Chance;
  log(entry: Record<string, unknown>): void;
  directory: Pick<Directory, "tenant">;
  /** By `lineName`. */
  line(name: string): Pick<LineRpc, "health">;
  inbox(tenantId: string): Pick<InboxRpc, "troubles" | "publish">;
  quota(agentId: string): { spend(day: string): number | Promise<number> };
  keyUsage: Pick<KeyUsage, "today">;
}

/** What the watch needs besides. */
export interface WatchDeps extends HealthDeps {
  db(tenantId: string): TenantDb;
  hints: JobHints;
  directory: Pick<Directory, "tenant" | "tenantsToWatch">;
  /** Tenants of the installation's administrators: alerts about the pool are theirs. */
  adminTenants(): Promise<string[]>;
  poolNearQuota(): Promise<NearQuota[]>;
}
