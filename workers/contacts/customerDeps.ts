import type { JobHint } from "../../schema/contract/jobs.ts";
import type { Language } from "../../schema/contract/enums.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { MailTokens } from "../platform/mailTokens.ts";
import type { RateLimits } from "../platform/rateLimits.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import type { ContactDeps } from "./deps.ts";

/** A mail that asks a customer to confirm an address. */
export interface ConfirmationOrder {
  to: string;
  language: Language;
  businessName: string;
  /** Where its link leads, below the site's origin; the token is added to it. */
  path: string;
}

/** What signing up and in on the public page needs beyond the contacts themselves. */
export interface CustomerDeps extends ContactDeps {
  mailTokens: MailTokens;
  rateLimits: RateLimits;
  hints: JobHints;
  /** The job that sends the mail: its row for the batch that issues the token, and the hint to give once that is written. */
  orderConfirmation(db: TenantDb, order: ConfirmationOrder, token: string): Promise<{ statement: Statement; hint: JobHint }>;
}
