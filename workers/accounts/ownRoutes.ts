import { addressHashOf } from "../platform/address.ts";
import { clearCookie, cookieNames } from "../platform/cookies.ts";
import { route, type Route } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import { changePassword } from "./changePassword.ts";
import type { AccountDeps } from "./deps.ts";
import { endSession, listSessions, signOutEverywhere } from "./ownSessions.ts";
import { chooseTenant, listTenants } from "./ownTenants.ts";

/** What a signed-in user does with their own account: password, sessions, which of their tenants they are in. */
export const ownAccountRoutes = (deps: AccountDeps): Route[] => [
  route("PUT /api/auth/password", async ({ caller, body, request }) =>
    changePassword(deps, caller, body, await addressHashOf(request)),
  ),
  route("GET /api/auth/sessions", async ({ caller }) => ({ items: await listSessions(deps, caller), nextCursor: null })),
  route("DELETE /api/auth/sessions/{id}", ({ caller, params }) => endSession(deps, caller, params.id)),
  route("POST /api/auth/sign-out-everywhere", async ({ caller, body }) => {
    await signOutEverywhere(deps, caller, body.keepThis);
    return body.keepThis ? undefined : withHeaders(undefined, 204, { "set-cookie": clearCookie(cookieNames.console) });
  }),
  route("GET /api/auth/tenants", async ({ caller }) => ({ items: await listTenants(deps, caller), nextCursor: null })),
  route("POST /api/auth/tenant", ({ caller, body }) => chooseTenant(deps, caller, body.tenantId)),
];
