import { addressHashOf } from "../platform/address.ts";
import { clearCookie, cookieNames } from "../platform/cookies.ts";
import { isRefusal } from "../platform/refusal.ts";
import { route, type Route } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import { consoleCookie } from "./consoleCookie.ts";
import type { AccountDeps } from "./deps.ts";
import { deviceOf } from "./device.ts";
import { forgotPassword } from "./forgotPassword.ts";
import { limitRules } from "./limits.ts";
import { resetPassword } from "./resetPassword.ts";
import { readSession } from "./readSession.ts";
import { rename } from "./rename.ts";
import { signIn } from "./signIn.ts";
import { signOut } from "./signOut.ts";
import { signUp } from "./signUp.ts";
import { verifyEmail } from "./verifyEmail.ts";

/** Signing up, in and out of the console, and the mailed links. */
export const authRoutes = (deps: AccountDeps): Route[] => [
  route("POST /api/auth/sign-up", async ({ body, request }) => {
    const signedUp = await signUp(deps, body, { addressHash: await addressHashOf(request), device: deviceOf(request) });
    if (isRefusal(signedUp)) return signedUp;
    const { session, token } = signedUp;
    return withHeaders({ id: session.tenant.id, ...session }, 201, { "set-cookie": consoleCookie(token) });
  }),
  route("POST /api/auth/sign-in", async ({ body, request }) => {
    const signedIn = await signIn(deps, body, { addressHash: await addressHashOf(request), device: deviceOf(request) });
    if (isRefusal(signedIn)) return signedIn;
    return withHeaders(signedIn.session, 200, { "set-cookie": consoleCookie(signedIn.token) });
  }),
  route("POST /api/auth/sign-out", async ({ request }) => {
    await signOut(deps, request);
    return withHeaders(undefined, 204, { "set-cookie": clearCookie(cookieNames.console) });
  }),
  route("GET /api/auth/session", ({ caller }) => readSession(deps, caller)),
  route("PATCH /api/auth/session", ({ caller, body }) => rename(deps, caller, body.name)),
  route("POST /api/auth/verify-email", ({ body, caller }) => verifyEmail(deps, { token: body.token, userId: caller.userId })),
  route("POST /api/auth/forgot-password", async ({ body, request, waitUntil }) => {
    const rules = await limitRules("forgot_password", { email: body.email, addressHash: await addressHashOf(request) });
    const tooMany = await deps.limits.take(rules, deps.chance.now());
    if (tooMany) return tooMany;
    waitUntil(forgotPassword(deps, body.email));
    return undefined;
  }),
  route("POST /api/auth/reset-password", ({ body }) => resetPassword(deps, body)),
];
