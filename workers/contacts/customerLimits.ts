import type { RateRule } from "../platform/rateLimits.ts";
import { sha256Hex } from "../platform/tokens.ts";

const minute = 60_000;

const rule = async (what: string, who: string, limit: number, windowMs: number): Promise<RateRule> => ({
  key: `${what}:${await sha256Hex(who)}`,
  limit,
  windowMs,
});

/** Sign-ups: an address may be a whole gym, but nobody's mailbox is filled with confirmations. */
export const signUpRules = (tenantId: string, email: string, addressHash: string): Promise<RateRule[]> =>
  Promise.all([
    rule("customer-sign-up", `${tenantId}:${email}`, 5, 60 * minute),
    rule("customer-sign-up-from", addressHash, 30, 60 * minute),
  ]);

/** Sign-ins: per account against guessing one password, per address against trying one password on many. */
export const signInRules = (tenantId: string, email: string, addressHash: string): Promise<RateRule[]> =>
  Promise.all([
    rule("customer-sign-in", `${tenantId}:${email}`, 10, 15 * minute),
    rule("customer-sign-in-from", addressHash, 60, 15 * minute),
  ]);
