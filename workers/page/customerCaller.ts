import { readVisitorToken } from "../channels/web/visitor.ts";
import type { Chance } from "../platform/clock.ts";
import { cookieNames, readCookie } from "../platform/cookies.ts";
import type { Directory } from "../platform/directory.ts";
import type { CustomerCaller } from "../platform/route.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { Trip } from "../platform/trip.ts";
import { isToken, sha256Hex } from "../platform/tokens.ts";
import { addressHash } from "./addressHash.ts";
import type { ReadAhead } from "./readAhead.ts";

export interface CustomerCallerDeps {
  chance: Chance;
  directory: Pick<Directory, "pageVisit">;
  db(tenantId: string): TenantDb;
  trip(): Trip;
  ahead: ReadAhead;
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

/** The words of a message; null for everything else: only somebody who writes waits for a first word. */
const wordsIn = (request: Request, body: unknown): string | null => {
  const isMessage = request.method === "POST" && new URL(request.url).pathname.endsWith("/chat");
  if (!isMessage) return null;
  return typeof body === "object" && body !== null && "message" in body && typeof body.message === "string" ? body.message : "";
};

/**
 * Whoever looks at a public page: the agent that its slug names, switched on or not, and the contact of the customer session or
 * else of the visitor cookie, in the agent's own tenant. Null for a slug that names nobody. One look-up.
 *
 * @param body what they say, already parsed; anything else for those who say nothing
 */
export const customerCaller = async (
  deps: CustomerCallerDeps,
  request: Request,
  slug: string,
  body: unknown,
): Promise<CustomerCaller | null> => {
  const [sessionHash, visitorHash, network] = await Promise.all([
    sessionHashOf(request),
    visitorHashOf(request),
    addressHash(request, deps.addressSalt),
  ]);
  const key = { slug, sessionHash, visitorHash };
  const trip = deps.trip();
  const looked = deps.directory.pageVisit(slug, key, deps.chance.now(), trip);
  const words = wordsIn(request, body);
  const guess = words === null ? null : deps.ahead.guess(key, words, trip);
  const visit = await looked;
  if (!visit) return null;
  const caller: CustomerCaller = {
    tenantId: visit.tenantId,
    agentId: visit.agentId,
    db: deps.db(visit.tenantId),
    contactId: visit.customerId ?? visit.visitorId,
    isSignedIn: visit.customerId !== null,
    visitorHash,
    addressHash: network,
    customerSessionHash: sessionHash,
  };
  deps.ahead.confirm(guess, key, visit, caller);
  return caller;
};
