import type { ConversationRpc } from "../conversation/rpc.ts";
import type { Chance } from "../platform/clock.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { KeyedHash } from "../platform/keyedHash.ts";
import type { Team } from "../platform/team.ts";
import type { InboxRpc } from "./inboxRpc.ts";

/** What the console's inbox works with. */
export interface InboxDeps {
  chance: Chance;
  hints: JobHints;
  team: Pick<Team, "member">;
  tenant(tenantId: string): Promise<TenantRow | null>;
  conversation(id: string): ConversationRpc;
  /** Of addresses that said STOP and were erased. */
  stopHash: KeyedHash;
  /** A tenant's live room. */
  inbox(tenantId: string): InboxRpc & Pick<Fetcher, "fetch">;
}
