import { and, eq, inArray, isNull } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { mailTokens } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { Statement } from "./tenantDb.ts";

export type MailTokenRow = typeof mailTokens.$inferSelect;
export type MailTokenPurpose = MailTokenRow["purpose"];

const hour = 60 * 60 * 1_000;

/** How long a mailed link works, in milliseconds. */
export const mailTokenLifetimes: Record<MailTokenPurpose, number> = {
  verify_user: 7 * 24 * hour,
  verify_customer: 7 * 24 * hour,
  reset_password: hour,
};

/** Single-use links that were mailed, by the hash of their token. */
export class MailTokens {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /** A token that still works for this purpose, or why it doesn't: `code_invalid` (unknown, used, another purpose's) or `code_expired`. */
  async find(tokenHash: string, purpose: MailTokenPurpose, now: number): Promise<MailTokenRow | Refusal> {
    const [row] = await this.#db
      .select()
      .from(mailTokens)
      .where(and(eq(mailTokens.tokenHash, tokenHash), eq(mailTokens.purpose, purpose)))
      .limit(1);
    if (!row || row.usedAt !== null) return refuse("code_invalid");
    return row.expiresAt > now ? row : refuse("code_expired");
  }

  issue(token: Omit<MailTokenRow, "expiresAt" | "usedAt">, now: number): Statement {
    return new Statement(
      this.#db.insert(mailTokens).values({ ...token, expiresAt: now + mailTokenLifetimes[token.purpose], usedAt: null }),
    );
  }

  use(tokenHash: string, now: number): Statement {
    return new Statement(
      this.#db
        .update(mailTokens)
        .set({ usedAt: now })
        .where(and(eq(mailTokens.tokenHash, tokenHash), isNull(mailTokens.usedAt))),
    );
  }

  /** Whatever was mailed to these contacts. Index `mail_tokens_contact`. */
  forget(tenantId: string, contactIds: string[]): Statement {
    return new Statement(
      this.#db
        .delete(mailTokens)
        .where(and(eq(mailTokens.tenantId, tenantId), inArray(mailTokens.contactId, contactIds.slice(0, 90)))),
    );
  }

  /** Ends whatever else was mailed to this user for this purpose. */
  useAllOf(userId: string, purpose: MailTokenPurpose, now: number): Statement {
    return new Statement(
      this.#db
        .update(mailTokens)
        .set({ usedAt: now })
        .where(and(eq(mailTokens.userId, userId), eq(mailTokens.purpose, purpose), isNull(mailTokens.usedAt))),
    );
  }
}
