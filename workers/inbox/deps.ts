import type { ConversationRpc } from "../conversation/rpc.ts";
import type { Chance } from "../platform/clock.ts";
import type { InboxRpc } from "./InboxObject.ts";

/** What the console's inbox works with. */
export interface InboxDeps {
  chance: Chance;
  conversation(id: string): ConversationRpc;
  /** A tenant's live room. */
  inbox(tenantId: string): InboxRpc & Pick<Fetcher, "fetch">;
}
