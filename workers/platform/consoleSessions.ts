import { and, eq, gt } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import { consoleSessions, memberships, users } from "../../schema/tables/platform.ts";
import { Statement } from "./tenantDb.ts";

const day = 24 * 60 * 60 * 1_000;

/** How long a session lives after its last use, in milliseconds. */
export const sessionLifetime = 30 * day;

const found = {
  tenantId: consoleSessions.tenantId,
  expiresAt: consoleSessions.expiresAt,
  userId: users.id,
  email: users.email,
  name: users.name,
  emailVerifiedAt: users.emailVerifiedAt,
  role: memberships.role,
};

/** A session is prolonged when it is used, but written at most once a day. */
export const isWorthProlonging = (expiresAt: number, now: number): boolean => expiresAt - now < sessionLifetime - day;

/** Sessions of console users, by the hash of their token. */
export class ConsoleSessions {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = drizzle(d1);
  }

  /** Who a live session is, while the membership it was opened for still stands. */
  async find(tokenHash: string, now: number) {
    const [row] = await this.#db
      .select(found)
      .from(consoleSessions)
      .innerJoin(users, eq(users.id, consoleSessions.userId))
      .innerJoin(
        memberships,
        and(eq(memberships.tenantId, consoleSessions.tenantId), eq(memberships.userId, consoleSessions.userId)),
      )
      .where(and(eq(consoleSessions.tokenHash, tokenHash), gt(consoleSessions.expiresAt, now)))
      .limit(1);
    return row ?? null;
  }

  open(session: { tokenHash: string; userId: string; tenantId: string }, now: number): Statement {
    return new Statement(
      this.#db.insert(consoleSessions).values({ ...session, createdAt: now, expiresAt: now + sessionLifetime }),
    );
  }

  async prolong(tokenHash: string, now: number): Promise<void> {
    await this.#db
      .update(consoleSessions)
      .set({ expiresAt: now + sessionLifetime })
      .where(eq(consoleSessions.tokenHash, tokenHash));
  }

  /** Ends a session and says whose tenant it was for; null when there was none. */
  async end(tokenHash: string): Promise<{ tenantId: string } | null> {
    const [ended] = await this.#db
      .delete(consoleSessions)
      .where(eq(consoleSessions.tokenHash, tokenHash))
      .returning({ tenantId: consoleSessions.tenantId });
    return ended ?? null;
  }

  endAllOf(userId: string): Statement {
    return new Statement(this.#db.delete(consoleSessions).where(eq(consoleSessions.userId, userId)));
  }
}
