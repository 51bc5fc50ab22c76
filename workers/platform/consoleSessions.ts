import { and, desc, eq, gt, like, ne, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { consoleSessions, memberships, tenants, users } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
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
  memberSince: memberships.createdAt,
};

const listed = {
  tokenHash: consoleSessions.tokenHash,
  tenantId: consoleSessions.tenantId,
  device: consoleSessions.device,
  createdAt: consoleSessions.createdAt,
  expiresAt: consoleSessions.expiresAt,
};

const mostListed = 100;

const isMembersSession = and(eq(memberships.tenantId, consoleSessions.tenantId), eq(memberships.userId, consoleSessions.userId));

/** A session is prolonged when it is used, but written at most once a day. */
export const isWorthProlonging = (expiresAt: number, now: number): boolean => expiresAt - now < sessionLifetime - day;

/** Sessions of console users, by the hash of their token. */
export class ConsoleSessions {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /** Who a live session is, while the membership it was opened for still stands. */
  async find(tokenHash: string, now: number) {
    const [row] = await this.#db
      .select(found)
      .from(consoleSessions)
      .innerJoin(users, eq(users.id, consoleSessions.userId))
      .innerJoin(memberships, isMembersSession)
      .where(and(eq(consoleSessions.tokenHash, tokenHash), gt(consoleSessions.expiresAt, now)))
      .limit(1);
    return row ?? null;
  }

  open(session: { tokenHash: string; userId: string; tenantId: string; device?: string }, now: number): Statement {
    return new Statement(
      this.#db.insert(consoleSessions).values({ ...session, createdAt: now, expiresAt: now + sessionLifetime }),
    );
  }

  prolong(tokenHash: string, now: number): Statement {
    return new Statement(
      this.#db
        .update(consoleSessions)
        .set({ expiresAt: now + sessionLifetime })
        .where(eq(consoleSessions.tokenHash, tokenHash)),
    );
  }

  /** A user's live sessions in tenants they still belong to, last used first. */
  async listOf(userId: string, now: number) {
    return this.#db
      .select({ ...listed, tenantName: tenants.name })
      .from(consoleSessions)
      .innerJoin(memberships, isMembersSession)
      .innerJoin(tenants, eq(tenants.id, consoleSessions.tenantId))
      .where(and(eq(consoleSessions.userId, userId), gt(consoleSessions.expiresAt, now)))
      .orderBy(desc(consoleSessions.expiresAt), desc(consoleSessions.createdAt))
      .limit(mostListed);
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

  /** Ends a user's sessions but one. */
  endOthersOf(userId: string, keptHash: string): Statement {
    return new Statement(
      this.#db.delete(consoleSessions).where(and(eq(consoleSessions.userId, userId), ne(consoleSessions.tokenHash, keptHash))),
    );
  }

  /** Ends the one of a user's sessions whose token's hash begins like this; null when there is none. */
  async endOneOf(userId: string, hashStart: string): Promise<{ tokenHash: string; tenantId: string } | null> {
    const [ended] = await this.#db
      .delete(consoleSessions)
      .where(and(eq(consoleSessions.userId, userId), like(consoleSessions.tokenHash, `${hashStart}%`)))
      .returning({ tokenHash: consoleSessions.tokenHash, tenantId: consoleSessions.tenantId });
    return ended ?? null;
  }

  /** Ends a user's sessions of a tenant, once they are no member of it. */
  endLeftBehind(tenantId: string, userId: string): Statement {
    const isMember = sql`exists (select 1 from memberships m where m.tenant_id = ${tenantId} and m.user_id = ${userId})`;
    return new Statement(
      this.#db
        .delete(consoleSessions)
        .where(and(eq(consoleSessions.tenantId, tenantId), eq(consoleSessions.userId, userId), sql`not ${isMember}`)),
    );
  }

  /** Takes a session over to another tenant of its user's; nothing changes when they don't belong there. */
  move(tokenHash: string, userId: string, tenantId: string): Statement {
    const belongs = sql`exists (select 1 from memberships m where m.tenant_id = ${tenantId} and m.user_id = ${userId})`;
    return new Statement(
      this.#db
        .update(consoleSessions)
        .set({ tenantId })
        .where(and(eq(consoleSessions.tokenHash, tokenHash), eq(consoleSessions.userId, userId), belongs)),
    );
  }
}
