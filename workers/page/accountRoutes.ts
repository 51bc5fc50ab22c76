import { rememberReader } from "../agents/rememberReader.ts";
import { customerSessionLifetime } from "../contacts/customerSession.ts";
import { customerSignIn } from "../contacts/customerSignIn.ts";
import { customerSignOut } from "../contacts/customerSignOut.ts";
import { customerSignUp, type SignedIn } from "../contacts/customerSignUp.ts";
import { verifyCustomerEmail } from "../contacts/verifyCustomerEmail.ts";
import { clearCookie, cookieNames, setCookie } from "../platform/cookies.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import { route, type CustomerCaller, type Route } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import type { PageDeps } from "./deps.ts";
import { threadsOf } from "./findThread.ts";
import { readInfo } from "./readInfo.ts";

/** Whoever signs in on a page that a share link has opened is answered as the link says, from then on. */
const cameBy = (deps: PageDeps, { db, agentId }: CustomerCaller, contactId: string, shareCode: string | undefined) =>
  rememberReader(deps, db, { agentId, contactId, shareCode, preferences: {} });

/** The page as the customer sees it who has just signed in, and the cookie that says so from now on. */
const welcome = async (
  deps: PageDeps,
  caller: CustomerCaller,
  { contactId, session }: SignedIn,
  status: 200 | 201,
): Promise<Response | Refusal> => {
  const info = await readInfo(deps, { ...caller, contactId, isSignedIn: true });
  if (isRefusal(info)) return info;
  return withHeaders(info, status, {
    "set-cookie": setCookie(cookieNames.customer, session.token, customerSessionLifetime / 1_000),
  });
};

/** Customers of a tenant: a realm of its own, which opens nothing in the console. */
export const accountRoutes = (deps: PageDeps): Route[] => [
  route("POST /api/public/ai/{slug}/sign-up", async ({ caller, params, body }) => {
    const tenant = await deps.tenant(caller.tenantId);
    if (!tenant) return refuse("not_found");
    const visit = { ...caller, slug: params.slug, businessName: tenant.name, language: tenant.language };
    const signedUp = await customerSignUp(deps.customers, caller.db, body, visit);
    if (isRefusal(signedUp)) return signedUp;
    await cameBy(deps, caller, signedUp.contactId, body.share);
    return welcome(deps, caller, signedUp, 201);
  }),
  route("POST /api/public/ai/{slug}/sign-in", async ({ caller, body }) => {
    const signedIn = await customerSignIn(deps.customers, caller.db, body, caller);
    if (isRefusal(signedIn)) return signedIn;
    await cameBy(deps, caller, signedIn.contactId, body.share);
    return welcome(deps, caller, signedIn, 200);
  }),
  route("PATCH /api/public/ai/{slug}/preferences", async ({ caller, body }) => {
    const { db, agentId, contactId, isSignedIn } = caller;
    if (contactId === null || !isSignedIn) return refuse("not_signed_in");
    const { share: shareCode, ...preferences } = body;
    await rememberReader(deps, db, { agentId, contactId, shareCode, preferences });
    return readInfo(deps, caller);
  }),
  // The visitor cookie stays: the verb lets go of it in this tenant, and another tenant may know the browser by it.
  route("POST /api/public/ai/{slug}/sign-out", async ({ caller, waitUntil }) => {
    const { contactId, customerSessionHash: sessionHash, visitorHash } = caller;
    const threads = contactId === null ? [] : await threadsOf(caller.db, contactId);
    await customerSignOut(caller.db, { sessionHash, visitorHash });
    const hashes = [sessionHash, visitorHash].filter((hash) => hash !== null);
    waitUntil(Promise.allSettled(threads.flatMap((id) => hashes.map((who) => deps.conversation(id).dropPages(who)))));
    return withHeaders(undefined, 204, { "set-cookie": clearCookie(cookieNames.customer) });
  }),
  route("POST /api/public/ai/{slug}/verify-email", async ({ caller, body }) => {
    const verified = await verifyCustomerEmail(deps.customers, caller.db, { token: body.token, callerId: caller.contactId });
    return isRefusal(verified) ? verified : readInfo(deps, { ...caller, contactId: verified.contactId });
  }),
];
