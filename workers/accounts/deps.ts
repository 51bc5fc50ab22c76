import type { Accounts } from "../platform/accounts.ts";
import type { Chance } from "../platform/clock.ts";
import type { ConsoleSessions } from "../platform/consoleSessions.ts";
import type { Directory } from "../platform/directory.ts";
import type { Invitations } from "../platform/invitations.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { KeyUsage } from "../platform/keyUsage.ts";
import type { MailTokens } from "../platform/mailTokens.ts";
import type { RateLimits } from "../platform/rateLimits.ts";
import type { Secrets } from "../platform/secrets.ts";
import type { Team } from "../platform/team.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ModelTrial } from "./modelTrial.ts";

/** What the accounts room works with. */
export interface AccountDeps {
  chance: Chance;
  directory: Pick<Directory, "tenant" | "membershipsOf">;
  accounts: Accounts;
  sessions: ConsoleSessions;
  team: Team;
  invitations: Invitations;
  mailTokens: MailTokens;
  limits: RateLimits;
  secrets: Secrets;
  hints: JobHints;
  keyUsage: Pick<KeyUsage, "noteTenant">;
  modelTrial: ModelTrial;
  tenantDb(tenantId: string): TenantDb;
  /**
   * A tenant's live room, as far as it has to know who may no longer listen: a session by its hash, or a user by id. Who left the
   * team is forgotten there too.
   */
  liveRoom(tenantId: string): {
    drop(who: string): Promise<void>;
    renew(userId: string): Promise<void>;
    forget(userId: string): Promise<void>;
  };
  /** Lower-case e-mails, as in `Config.platformAdmins`. */
  platformAdmins: readonly string[];
  signUps: "open" | "closed";
}
