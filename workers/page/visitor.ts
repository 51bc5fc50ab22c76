import { newVisitorToken, visitorSetCookie } from "../channels/web/visitor.ts";
import { findOrCreateContact } from "../contacts/findOrCreateContact.ts";
import type { TenantRow } from "../platform/directory.ts";
import type { RateRule } from "../platform/rateLimits.ts";
import { isRefusal, type Refusal } from "../platform/refusal.ts";
import type { CustomerCaller } from "../platform/route.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { PageDeps } from "./deps.ts";

/** A visitor who has become a contact. */
export interface KnownVisitor {
  contactId: string;
  /** The cookie to send along, when the browser had none. */
  setCookie: string | null;
}

const minute = 60_000;

/** New visitors an address may bring to a tenant: a gym or a school is one address with many people behind it. */
const newVisitorRule = ({ tenantId, addressHash }: CustomerCaller): RateRule => ({
  key: `new-visitor:${tenantId}:${addressHash}`,
  limit: 600,
  windowMs: 60 * minute,
});

/**
 * Makes whoever looks a contact, because they write or link for the first time; looking alone makes nobody. A cookie that this
 * tenant does not know yet is kept: the browser may be known to another tenant by it. Refuses `too_many_requests`.
 */
export const becomeVisitor = async (
  deps: Pick<PageDeps, "chance" | "limits">,
  caller: CustomerCaller,
  tenant: Pick<TenantRow, "language">,
): Promise<KnownVisitor | Refusal> => {
  const tooMany = await deps.limits.take([newVisitorRule(caller)], deps.chance.now());
  if (isRefusal(tooMany)) return tooMany;
  const token = caller.visitorHash === null ? newVisitorToken((length) => deps.chance.bytes(length)) : null;
  const value = caller.visitorHash ?? (await sha256Hex(token ?? ""));
  const { contactId } = await findOrCreateContact(deps, caller.db, {
    identity: { kind: "visitor", value },
    isProven: true,
    language: tenant.language,
  });
  return { contactId, setCookie: token === null ? null : visitorSetCookie(token) };
};
