import type { Chance } from "../platform/clock.ts";
import type { Directory } from "../platform/directory.ts";
import type { KeyUsage } from "../platform/keyUsage.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** What reading the figures needs. */
export interface FiguresDeps {
  chance: Chance;
  directory: Pick<Directory, "tenant">;
  keyUsage: Pick<KeyUsage, "daysOf">;
}

/** What counting them needs. */
export interface CountDeps {
  chance: Pick<Chance, "now">;
  db(tenantId: string): TenantDb;
  directory: Pick<Directory, "tenantsAfter">;
  log(entry: Record<string, unknown>): void;
}
