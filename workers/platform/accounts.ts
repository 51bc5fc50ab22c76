import { and, eq, sql } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import { mailTokens, memberships, tenants, users } from "../../schema/tables/platform.ts";
import { Statement } from "./tenantDb.ts";

export type UserRow = typeof users.$inferSelect;
export type TenantFields = Omit<typeof tenants.$inferInsert, "id" | "createdAt">;

/** Rows that belong to no tenant: console users, the tenants themselves, and who belongs to which. Writes are statements for a batch. */
export class Accounts {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = drizzle(d1);
  }

  async userByEmail(email: string): Promise<UserRow | null> {
    const [row] = await this.#db.select().from(users).where(eq(users.email, email)).limit(1);
    return row ?? null;
  }

  async user(userId: string): Promise<UserRow | null> {
    const [row] = await this.#db.select().from(users).where(eq(users.id, userId)).limit(1);
    return row ?? null;
  }

  insertTenant(row: typeof tenants.$inferInsert): Statement {
    return new Statement(this.#db.insert(tenants).values(row));
  }

  updateTenant(tenantId: string, fields: Partial<TenantFields>): Statement {
    return new Statement(this.#db.update(tenants).set(fields).where(eq(tenants.id, tenantId)));
  }

  insertUser(row: typeof users.$inferInsert): Statement {
    return new Statement(this.#db.insert(users).values(row));
  }

  renameUser(userId: string, name: string): Statement {
    return new Statement(this.#db.update(users).set({ name }).where(eq(users.id, userId)));
  }

  insertMembership(row: { tenantId: string; userId: string; role: MembershipRole; createdAt: number }): Statement {
    return new Statement(this.#db.insert(memberships).values(row));
  }

  /** The e-mail counts as confirmed, if it still is the one that the link was mailed to. */
  confirmEmail(userId: string, email: string, now: number): Statement {
    return new Statement(
      this.#db
        .update(users)
        .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})` })
        .where(and(eq(users.id, userId), eq(users.email, email))),
    );
  }

  /** Sets a password while a mailed token is still unused; with it used, nothing changes. Whoever has the mail has the address. */
  resetPassword(userId: string, passwordHash: string, tokenHash: string, now: number): Statement {
    const unused = sql`exists (select 1 from ${mailTokens} where ${mailTokens.tokenHash} = ${tokenHash} and ${mailTokens.usedAt} is null)`;
    return new Statement(
      this.#db
        .update(users)
        .set({ passwordHash, emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})` })
        .where(and(eq(users.id, userId), unused)),
    );
  }
}
