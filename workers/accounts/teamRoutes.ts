import { addressHashOf } from "../platform/address.ts";
import { clearCookie, cookieNames } from "../platform/cookies.ts";
import { isRefusal } from "../platform/refusal.ts";
import { route, type Route } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import { acceptInvitation, showInvitation } from "./acceptInvitation.ts";
import { changeRole } from "./changeRole.ts";
import { consoleCaller } from "./consoleCaller.ts";
import { consoleCookie } from "./consoleCookie.ts";
import type { AccountDeps } from "./deps.ts";
import { deviceOf } from "./device.ts";
import { invite, resendInvitation, revokeInvitation } from "./invite.ts";
import { listInvitations, listTeam } from "./listTeam.ts";
import { removeMember } from "./removeMember.ts";

/** Who is in the team, and who is asked to. */
export const teamRoutes = (deps: AccountDeps): Route[] => [
  route("GET /api/team", ({ caller, query }) => listTeam(deps, caller.tenantId, query)),
  route("PATCH /api/team/members/{id}", ({ caller, params, body }) => changeRole(deps, caller, params.id, body.role)),
  route("DELETE /api/team/members/{id}", ({ caller, params }) => removeMember(deps, caller, params.id)),
  route("POST /api/team/leave", async ({ caller }) => {
    const refused = await removeMember(deps, caller, caller.userId);
    return isRefusal(refused) ? refused : withHeaders(undefined, 204, { "set-cookie": clearCookie(cookieNames.console) });
  }),
  route("GET /api/team/invitations", async ({ caller }) => ({
    items: await listInvitations(deps, caller.db),
    nextCursor: null,
  })),
  route("POST /api/team/invitations", ({ caller, body }) => invite(deps, caller, body)),
  route("POST /api/team/invitations/{id}/resend", ({ caller, params }) => resendInvitation(deps, caller, params.id)),
  route("DELETE /api/team/invitations/{id}", ({ caller, params }) => revokeInvitation(deps, caller, params.id)),
  route("POST /api/auth/invitation", ({ body }) => showInvitation(deps, body.token)),
  route("POST /api/auth/invitation/accept", async ({ body, request }) => {
    const visit = await consoleCaller(deps, request);
    const addressHash = await addressHashOf(request);
    const accepted = await acceptInvitation(deps, body, {
      caller: visit?.caller ?? null,
      addressHash,
      device: deviceOf(request),
    });
    if (isRefusal(accepted)) return accepted;
    return withHeaders(accepted.session, 200, { "set-cookie": consoleCookie(accepted.token) });
  }),
];
