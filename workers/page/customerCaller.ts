import { readVisitorToken } from "../channels/web/visitor.ts";
import { findCustomer } from "../contacts/customerSession.ts";
import type { Chance } from "../platform/clock.ts";
import { cookieNames, readCookie } from "../platform/cookies.ts";
import type { Directory } from "../platform/directory.ts";
import type { CustomerCaller } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { isToken, sha256Hex } from "../platform/tokens.ts";
import { addressHash } from "./addressHash.ts";

export interface CustomerCallerDeps {
  chance: Chance;
  directory: Pick<Directory, "agentBySlug">;
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
 * else of the visitor cookie. Null for a slug that names nobody. Two look-ups, the second in the agent's own tenant only.
 */
export const customerCaller = async (
  deps: CustomerCallerDeps,
  request: Request,
  slug: string,
): Promise<CustomerCaller | null> => {
  const [place, customerSessionHash, visitorHash, network] = await Promise.all([
    deps.directory.agentBySlug(slug),
    sessionHashOf(request),
    visitorHashOf(request),
    addressHash(request, deps.addressSalt),
  ]);
  if (!place) return null;
  const db = deps.db(place.tenantId);
  const customer = await findCustomer(db, { sessionHash: customerSessionHash, visitorHash }, deps.chance.now());
  return {
    ...place,
    db,
    contactId: customer?.contactId ?? null,
    isSignedIn: customer?.isSignedIn ?? false,
    visitorHash,
    addressHash: network,
    customerSessionHash,
  };
};
