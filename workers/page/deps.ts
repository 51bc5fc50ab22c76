import type { CustomerDeps } from "../contacts/customerDeps.ts";
import type { ConversationRpc } from "../conversation/rpc.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { RateLimits } from "../platform/rateLimits.ts";
import type { ReserveRequest } from "../platform/quota/rules.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { Trip } from "../platform/trip.ts";
import type { ReadAhead } from "./readAhead.ts";

type Remaining = { remaining: number | null };

/** The day's counter of an agent, as far as a page shows it. */
export interface QuotaView {
  peek(question: Pick<ReserveRequest, "contactId" | "addressHash" | "limit" | "day">): Remaining | Promise<Remaining>;
}

/** What a public page works with. */
export interface PageDeps {
  chance: Chance;
  db(tenantId: string): TenantDb;
  tenant(tenantId: string, trip?: Trip): Promise<TenantRow | null>;
  ahead: Pick<ReadAhead, "of" | "learn">;
  conversation(id: string): ConversationRpc & Pick<Fetcher, "fetch">;
  quota(agentId: string): QuotaView;
  limits: RateLimits;
  customers: CustomerDeps;
}

/** Who looks at a page: enough of `CustomerCaller` to show what is theirs, also after a sign-in has changed who they are. */
export interface Looker {
  agentId: string;
  db: TenantDb;
  contactId: string | null;
  isSignedIn: boolean;
  addressHash: string;
}
