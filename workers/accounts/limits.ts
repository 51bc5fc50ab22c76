import type { RateRule } from "../platform/rateLimits.ts";
import { sha256Hex } from "../platform/tokens.ts";

const minute = 60_000;
const hour = 60 * minute;

/**
 * How often one may try, by address and by e-mail. An address may be a whole office, so it is allowed ten times what one e-mail
 * is; what guards a password is the e-mail's limit, which no change of address evades.
 */
const limits = {
  sign_in: { email: 10, address: 100, windowMs: 15 * minute },
  sign_up: { email: 5, address: 100, windowMs: hour },
  forgot_password: { email: 5, address: 50, windowMs: hour },
} as const;

const day = 24 * hour;

/** How often one address may be mailed an invitation, by whomever, and how many a tenant may send. */
export const inviteRules = async (tenantId: string, email: string): Promise<RateRule[]> => [
  { key: `console:invite:email:${await sha256Hex(email)}`, limit: 5, windowMs: day },
  { key: `console:invite:tenant:${tenantId}`, limit: 100, windowMs: day },
];

/** The rules for one try, their keys hashed so that the table holds no e-mails. `scope` sets tenants' customers apart from the console. */
export const limitRules = async (
  action: keyof typeof limits,
  who: { email: string; addressHash: string },
  scope = "console",
): Promise<RateRule[]> => {
  const { email, address, windowMs } = limits[action];
  return [
    { key: `${scope}:${action}:email:${await sha256Hex(who.email)}`, limit: email, windowMs },
    { key: `${scope}:${action}:address:${who.addressHash}`, limit: address, windowMs },
  ];
};
