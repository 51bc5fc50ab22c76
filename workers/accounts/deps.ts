import type { Accounts } from "../platform/accounts.ts";
import type { Chance } from "../platform/clock.ts";
import type { ConsoleSessions } from "../platform/consoleSessions.ts";
import type { Directory } from "../platform/directory.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { MailTokens } from "../platform/mailTokens.ts";
import type { RateLimits } from "../platform/rateLimits.ts";
import type { Secrets } from "../platform/secrets.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** What the accounts room works with. */
export interface AccountDeps {
  chance: Chance;
  directory: Pick<Directory, "tenant" | "membershipsOf">;
  accounts: Accounts;
  sessions: ConsoleSessions;
  mailTokens: MailTokens;
  limits: RateLimits;
  secrets: Secrets;
  hints: JobHints;
  tenantDb(tenantId: string): TenantDb;
  /** A tenant's live room, as far as it has to know who may no longer listen: a session by its hash, or a user by id. */
  liveRoom(tenantId: string): { drop(who: string): Promise<void> };
  /** Lower-case e-mails, as in `Config.platformAdmins`. */
  platformAdmins: readonly string[];
  signUps: "open" | "closed";
}
