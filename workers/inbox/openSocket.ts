import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { nameOf } from "./nameOf.ts";
import { visitRequest } from "./visit.ts";

/** Lets a signed-in console into its tenant's live room. Refuses `invalid_input` when no WebSocket is asked for. */
export const openSocket = async (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  request: Request,
): Promise<Response | Refusal> => {
  const { tenantId, userId, sessionHash, memberSince } = caller;
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket")
    return refuse("invalid_input", { detail: "This address speaks WebSocket" });
  return deps.inbox(tenantId).fetch(visitRequest({ userId, name: nameOf(caller), sessionHash, memberSince }));
};
