import { route, type Route } from "../platform/route.ts";
import { addCannedReply, changeCannedReply, listCannedReplies, removeCannedReply } from "./cannedReplies.ts";
import type { InboxDeps } from "./deps.ts";
import { addLabel, changeLabel, listLabels, removeLabel } from "./labels.ts";

/** Labels and answers kept ready (`schema/contract/endpoints/inboxTools.ts`). */
export const inboxToolRoutes = (deps: Pick<InboxDeps, "chance" | "hints">): Route[] => [
  route("GET /api/labels", ({ caller }) => listLabels(caller.db)),
  route("POST /api/labels", ({ caller, body }) => addLabel(deps, caller, body)),
  route("PATCH /api/labels/{id}", ({ caller, params, body }) => changeLabel(deps, caller, params.id, body)),
  route("DELETE /api/labels/{id}", ({ caller, params }) => removeLabel(deps, caller, params.id)),
  route("GET /api/canned-replies", ({ caller }) => listCannedReplies(caller.db)),
  route("POST /api/canned-replies", ({ caller, body }) => addCannedReply(deps, caller, body)),
  route("PATCH /api/canned-replies/{id}", ({ caller, params, body }) => changeCannedReply(deps, caller, params.id, body)),
  route("DELETE /api/canned-replies/{id}", ({ caller, params }) => removeCannedReply(deps, caller, params.id)),
];
