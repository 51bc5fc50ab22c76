import type { LineRpc } from "../channels/whatsapp/line.ts";
import type { NumberCheck } from "../channels/whatsapp/checkNumber.ts";
import type { ModelPool } from "../models/modelPool.ts";
import type { Accounts } from "../platform/accounts.ts";
import type { Chance } from "../platform/clock.ts";
import type { Directory } from "../platform/directory.ts";
import type { RateLimits } from "../platform/rateLimits.ts";

/** What the first hour looks at, and asks. */
export interface SetupDeps extends ModelPool {
  chance: Chance;
  log(entry: Record<string, unknown>): void;
  directory: Pick<Directory, "tenant">;
  accounts: Pick<Accounts, "updateTenant">;
  limits: Pick<RateLimits, "take">;
  /** By `lineName`. */
  line(name: string): Pick<LineRpc, "health" | "check">;
  /** Asks Twilio with credentials that are not stored. */
  checkNumber(given: { accountSid: string; authToken: string; number: string }): Promise<NumberCheck>;
}
