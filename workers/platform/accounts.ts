import { and, eq, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { mailTokens, memberships, tenants, users } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { Statement } from "./tenantDb.ts";

export type UserRow = typeof users.$inferSelect;
export type TenantFields = Omit<typeof tenants.$inferInsert, "id" | "createdAt" | "settingsVersion">;

/** Rows that belong to no tenant: console users, the tenants themselves, and who belongs to which. Writes are statements for a batch. */
export class Accounts {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  async userByEmail(email: string): Promise<UserRow | null> {
    const [row] = await this.#db.select().from(users).where(eq(users.email, email)).limit(1);
    return row ?? null;
  }

  async user(userId: string): Promise<UserRow | null> {
    const [row] = await this.#db.select().from(users).where(eq(users.id, userId)).limit(1);
    return row ?? null;
  }

  /** What users are called; ids that name nobody are left out. */
  async names(userIds: string[]): Promise<Map<string, string>> {
    const wanted = sql`${users.id} in (select value from json_each(${JSON.stringify(userIds)}))`;
    const rows = await this.#db.select({ id: users.id, name: users.name }).from(users).where(wanted);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  insertTenant(row: typeof tenants.$inferInsert): Statement {
    return new Statement(this.#db.insert(tenants).values(row));
  }

  updateTenant(tenantId: string, fields: Partial<TenantFields>): Statement {
    return new Statement(this.#db.update(tenants).set(fields).where(eq(tenants.id, tenantId)));
  }

  /** Changes the settings, while they are at this version still; with none given, whatever they are at. */
  changeSettings(tenantId: string, fields: Partial<TenantFields>, version: number | undefined): Statement {
    const isAsKnown = version === undefined ? undefined : eq(tenants.settingsVersion, version);
    const next = { ...fields, settingsVersion: sql`${tenants.settingsVersion} + 1` };
    return new Statement(
      this.#db
        .update(tenants)
        .set(next)
        .where(and(eq(tenants.id, tenantId), isAsKnown)),
    );
  }

  /** How far a round of the tenant's retention has come; `after` is null when it is over. */
  noteRetention(tenantId: string, { after, at }: { after: string | null; at: number }): Statement {
    return new Statement(
      this.#db.update(tenants).set({ retentionAfter: after, retentionAt: at }).where(eq(tenants.id, tenantId)),
    );
  }

  /** The provider has taken the tenant's model key, if it still is the one that was tried. */
  noteKeyChecked(tenantId: string, sealed: string, now: number): Statement {
    return new Statement(
      this.#db
        .update(tenants)
        .set({ modelKeyCheckedAt: now })
        .where(and(eq(tenants.id, tenantId), eq(tenants.modelKeySealed, sealed))),
    );
  }

  /** Everybody who belongs to a tenant. */
  async membersOf(tenantId: string): Promise<UserRow[]> {
    const rows = await this.#db
      .select({ user: users })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.tenantId, tenantId))
      .orderBy(users.id);
    return rows.map(({ user }) => user);
  }

  /** Who is there already by the same id stays as they are. */
  keepUser(row: typeof users.$inferInsert): Statement {
    return new Statement(this.#db.insert(users).values(row).onConflictDoNothing({ target: users.id }));
  }

  keepTenant(row: typeof tenants.$inferInsert): Statement {
    return new Statement(this.#db.insert(tenants).values(row).onConflictDoNothing({ target: tenants.id }));
  }

  insertUser(row: typeof users.$inferInsert): Statement {
    return new Statement(this.#db.insert(users).values(row));
  }

  renameUser(userId: string, name: string): Statement {
    return new Statement(this.#db.update(users).set({ name }).where(eq(users.id, userId)));
  }

  /** Sets a password while the one before is still what it was when it was asked for. */
  changePassword(userId: string, passwordHash: string, formerHash: string): Statement {
    return new Statement(
      this.#db
        .update(users)
        .set({ passwordHash })
        .where(and(eq(users.id, userId), eq(users.passwordHash, formerHash))),
    );
  }

  insertMembership(row: typeof memberships.$inferInsert): Statement {
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
