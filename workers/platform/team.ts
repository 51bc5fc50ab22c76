import { and, asc, eq, exists, gt, ne, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import { memberships, users } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { Statement } from "./tenantDb.ts";

/** A member of a tenant, with the name and address of their user row. Times in milliseconds. */
export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: MembershipRole;
  joinedAt: number;
  lastSeenAt: number | null;
}

const fields = {
  userId: memberships.userId,
  name: users.name,
  email: users.email,
  role: memberships.role,
  joinedAt: memberships.createdAt,
  lastSeenAt: memberships.lastSeenAt,
};

const others = alias(memberships, "others");

/** Who is in a tenant's team. Changes are statements for a batch, and hold their own conditions, so that two at once can't undo them. */
export class Team {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /** A page of members, longest there first. */
  async members(tenantId: string, after: { joinedAt: number; userId: string } | null, limit: number): Promise<MemberRow[]> {
    const { createdAt, userId } = memberships;
    const later = after && or(gt(createdAt, after.joinedAt), and(eq(createdAt, after.joinedAt), gt(userId, after.userId)));
    return this.#select(and(eq(memberships.tenantId, tenantId), later ?? undefined))
      .orderBy(asc(createdAt), asc(userId))
      .limit(limit);
  }

  async member(tenantId: string, userId: string): Promise<MemberRow | null> {
    const [row] = await this.#select(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId))).limit(1);
    return row ?? null;
  }

  async memberByEmail(tenantId: string, email: string): Promise<MemberRow | null> {
    const [row] = await this.#select(and(eq(memberships.tenantId, tenantId), eq(users.email, email))).limit(1);
    return row ?? null;
  }

  /** Gives a member another role, while `byUserId` is an owner and, of an owner, while there is another one. */
  changeRole(place: { tenantId: string; userId: string; byUserId: string }, role: MembershipRole): Statement {
    const keepsAnOwner = role === "owner" ? undefined : this.#leavesAnOwner(place);
    return new Statement(
      this.#db
        .update(memberships)
        .set({ role })
        .where(and(this.#is(place), this.#isOwner(place.tenantId, place.byUserId), keepsAnOwner)),
    );
  }

  /** Ends a membership, while `byUserId` is an owner or the member themselves and, of an owner, while there is another one. */
  remove(place: { tenantId: string; userId: string; byUserId: string }): Statement {
    const may = place.byUserId === place.userId ? undefined : this.#isOwner(place.tenantId, place.byUserId);
    return new Statement(this.#db.delete(memberships).where(and(this.#is(place), may, this.#leavesAnOwner(place))));
  }

  /** Notes that a member is there. */
  seen(tenantId: string, userId: string, now: number): Statement {
    return new Statement(this.#db.update(memberships).set({ lastSeenAt: now }).where(this.#is({ tenantId, userId })));
  }

  #select(where: SQL | undefined) {
    return this.#db.select(fields).from(memberships).innerJoin(users, eq(users.id, memberships.userId)).where(where);
  }

  #is({ tenantId, userId }: { tenantId: string; userId: string }): SQL | undefined {
    return and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId));
  }

  #isOwner(tenantId: string, userId: string): SQL {
    return this.#someOther(and(eq(others.tenantId, tenantId), eq(others.userId, userId), eq(others.role, "owner")));
  }

  #leavesAnOwner({ tenantId, userId }: { tenantId: string; userId: string }): SQL | undefined {
    const another = this.#someOther(and(eq(others.tenantId, tenantId), ne(others.userId, userId), eq(others.role, "owner")));
    return or(ne(memberships.role, "owner"), another);
  }

  #someOther(where: SQL | undefined): SQL {
    return exists(
      this.#db
        .select({ one: sql`1` })
        .from(others)
        .where(where),
    );
  }
}
