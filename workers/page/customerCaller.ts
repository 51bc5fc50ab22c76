import { readVisitorToken } from "../channels/web/visitor.ts";
import type { Chance } from "../platform/clock.ts";
import { cookieNames, readCookie } from "../platform/cookies.ts";
import type { Directory } from "../platform/directory.ts";
import type { CustomerCaller } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { isToken, sha256Hex } from "../platform/tokens.ts";
import { addressHash } from "./addressHash.ts";

export interface CustomerCallerDeps {
  chance: Chance;
  directory: Pick<Directory, "pageVisit">;
  db(tenantId: string): TenantDb;
  /** Secret and lasting, so that a stored address hash cannot be guessed back. */
  addressSalt: Uint8Array;
}

const sessionHashOf = async (request: Request): Promise<string | null> => {
  const token = readCookie(request, cookieNames.customer);
  return token !== null && isToken(token) ? sha256Hex(token) : null;
};

const visitorHashOf = async (request: Request): Promise<string | null> => {
  const token = readVisitorToken(request.headers.get("cookie"));
  return token === null ? null : sha256Hex(token);
};

/**
 * Whoever looks at a public page: the agent that its slug names, switched on or not, and the contact of the customer session or
 * else of the visitor cookie, in the agent's own tenant. Null for a slug that names nobody. One look-up.
 */
export const customerCaller = async (
  deps: CustomerCallerDeps,
  request: Request,
  slug: string,
): Promise<CustomerCaller | null> => {
  const [customerSessionHash, visitorHash, network] = await Promise.all([
    sessionHashOf(request),
    visitorHashOf(request),
    addressHash(request, deps.addressSalt),
  ]);
  const visit = await deps.directory.pageVisit(slug, { sessionHash: customerSessionHash, visitorHash }, deps.chance.now());
  if (!visit) return null;
  return {
    tenantId: visit.tenantId,
    agentId: visit.agentId,
    db: deps.db(visit.tenantId),
    contactId: visit.customerId ?? visit.visitorId,
    isSignedIn: visit.customerId !== null,
    visitorHash,
    addressHash: network,
    customerSessionHash,
  };
};
