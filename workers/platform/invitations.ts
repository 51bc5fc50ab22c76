import { and, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { consoleSessions, invitations, memberships, users } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { sessionLifetime } from "./consoleSessions.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { Statement } from "./tenantDb.ts";

export type InvitationRow = typeof invitations.$inferSelect;

const day = 24 * 60 * 60 * 1_000;

/** How long an invitation's link works, in milliseconds. */
export const invitationLifetime = 7 * day;

/** Neither accepted nor taken back; it may have expired. */
export const isPending = (): SQL | undefined => and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));

/**
 * Invitations by the hash of their token: whoever holds the link belongs to no tenant yet. Joining is several statements of one batch,
 * each of which does nothing once the invitation is no longer open.
 */
export class Invitations {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /** An invitation that can be accepted, or why not: `code_invalid` (unknown, accepted or taken back: all alike) or `code_expired`. */
  async find(tokenHash: string, now: number): Promise<InvitationRow | Refusal> {
    const [row] = await this.#db.select().from(invitations).where(eq(invitations.tokenHash, tokenHash)).limit(1);
    if (!row || row.acceptedAt !== null || row.revokedAt !== null) return refuse("code_invalid");
    return row.expiresAt > now ? row : refuse("code_expired");
  }

  insertUser(tokenHash: string, user: typeof users.$inferInsert, now: number): Statement {
    const { id, email, name, passwordHash, createdAt } = user;
    const row = sql`select ${id}, ${email}, ${name}, ${passwordHash}, ${now}, ${createdAt}`;
    return new Statement(this.#db.insert(users).select(sql`${row} from invitations where ${this.#isOpen(tokenHash, now)}`));
  }

  /** A person who belongs to no team any more chooses anew: the link has proved the address, as one to reset a password does. */
  renewUser(tokenHash: string, user: { id: string; name: string; passwordHash: string }, now: number): Statement {
    const { id, name, passwordHash } = user;
    return new Statement(
      this.#db
        .update(users)
        .set({ name, passwordHash, emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})` })
        .where(and(eq(users.id, id), sql`exists (select 1 from invitations where ${this.#isOpen(tokenHash, now)})`)),
    );
  }

  confirmUser(tokenHash: string, userId: string, now: number): Statement {
    return new Statement(
      this.#db
        .update(users)
        .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})` })
        .where(and(eq(users.id, userId), sql`exists (select 1 from invitations where ${this.#isOpen(tokenHash, now)})`)),
    );
  }

  /** Somebody who has become a member in the meantime stays what they are. */
  join(tokenHash: string, userId: string, now: number): Statement {
    const row = sql`select tenant_id, ${userId}, role, ${now}, ${now} from invitations where ${this.#isOpen(tokenHash, now)}`;
    return new Statement(this.#db.insert(memberships).select(row).onConflictDoNothing());
  }

  openSession(tokenHash: string, session: { tokenHash: string; userId: string; device: string }, now: number): Statement {
    const { userId, device } = session;
    const row = sql`select ${session.tokenHash}, ${userId}, tenant_id, ${now}, ${now + sessionLifetime}, ${device}`;
    return new Statement(
      this.#db.insert(consoleSessions).select(sql`${row} from invitations where ${this.#isOpen(tokenHash, now)}`),
    );
  }

  /** The last of the batch: it closes the door behind the others. */
  accept(tokenHash: string, now: number): Statement {
    return new Statement(
      this.#db
        .update(invitations)
        .set({ acceptedAt: now })
        .where(and(eq(invitations.tokenHash, tokenHash), isPending(), gt(invitations.expiresAt, now))),
    );
  }

  #isOpen(tokenHash: string, now: number): SQL {
    return sql`token_hash = ${tokenHash} and accepted_at is null and revoked_at is null and expires_at > ${now}`;
  }
}
