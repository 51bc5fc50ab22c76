import type { ArchiveRpc } from "../platform/archive/ArchivedObject.ts";
import type { Accounts } from "../platform/accounts.ts";
import type { Chance } from "../platform/clock.ts";
import type { Directory } from "../platform/directory.ts";
import type { RateLimits } from "../platform/rateLimits.ts";
import type { Restores } from "../platform/restores.ts";
import type { Secrets } from "../platform/secrets.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ObjectKind } from "./format/records.ts";

/** What backups and restores need from the rest of the house. */
export interface BackupDeps {
  chance: Chance;
  secrets: Secrets;
  accounts: Accounts;
  directory: Pick<Directory, "tenant">;
  limits: Pick<RateLimits, "take">;
  restores: Restores;
  bucket: R2Bucket;
  db(tenantId: string): TenantDb;
  object(kind: ObjectKind, name: string): ArchiveRpc;
  /** Tells a number's object of its row. */
  configureLine(line: { accountSid: string; number: string }): Promise<void>;
  log(entry: Record<string, unknown>): void;
}
