import { and, desc, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { agents, agentShares, whatsappLines } from "../../schema/tables/agents.ts";
import { memberships, restores, tenants, users, type RestorePlace } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";

export type RestoreRow = typeof restores.$inferSelect;

const mostListed = 100;

/** Backups on their way into this installation, and what of it they would run into. */
export class Restores {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  async list(): Promise<RestoreRow[]> {
    return this.#db.select().from(restores).orderBy(desc(restores.id)).limit(mostListed);
  }

  async find(id: string): Promise<RestoreRow | null> {
    const [row] = await this.#db.select().from(restores).where(eq(restores.id, id)).limit(1);
    return row ?? null;
  }

  async insert(row: RestoreRow): Promise<void> {
    await this.#db.insert(restores).values(row);
  }

  async remove(id: string): Promise<void> {
    await this.#db.delete(restores).where(eq(restores.id, id));
  }

  /** Writes how far it has come, unless somebody else has moved it meanwhile. @returns whether it was written */
  async move(from: Pick<RestoreRow, "id" | "state" | "place">, to: Partial<RestoreRow>): Promise<boolean> {
    const known = from.place === null ? sql`${restores.place} is null` : sql`${restores.place} = ${JSON.stringify(from.place)}`;
    const moved = await this.#db
      .update(restores)
      .set(to)
      .where(and(eq(restores.id, from.id), eq(restores.state, from.state), known))
      .returning({ id: restores.id });
    return moved.length > 0;
  }

  async hasTenant(tenantId: string): Promise<boolean> {
    return (await this.#db.$count(tenants, eq(tenants.id, tenantId))) > 0;
  }

  /** Addresses that belong to somebody else here. */
  async takenEmails(people: readonly { id: string; email: string }[]): Promise<string[]> {
    if (people.length === 0) return [];
    const others = people.slice(0, 40).map(({ id, email }) => and(eq(users.email, email), ne(users.id, id)));
    const rows = await this.#db
      .select({ email: users.email })
      .from(users)
      .where(or(...others));
    return [...rows.map(({ email }) => email), ...(await this.takenEmails(people.slice(40)))];
  }

  /** Public addresses of agents, and codes of links to them, that are in use here. */
  async takenNames(kind: "slug" | "code", names: readonly string[]): Promise<string[]> {
    const wanted = JSON.stringify(names);
    const listed = sql`(select value from json_each(${wanted}))`;
    const rows =
      kind === "slug"
        ? await this.#db.select({ name: agents.slug }).from(agents).where(inArray(agents.slug, listed))
        : await this.#db.select({ name: agentShares.code }).from(agentShares).where(inArray(agentShares.code, listed));
    return rows.map(({ name }) => name);
  }

  /** Numbers that are connected here. */
  async takenNumbers(lines: readonly { accountSid: string; number: string }[]): Promise<string[]> {
    if (lines.length === 0) return [];
    const same = lines
      .slice(0, 40)
      .map(({ accountSid, number }) => and(eq(whatsappLines.accountSid, accountSid), eq(whatsappLines.number, number)));
    const rows = await this.#db
      .select({ number: whatsappLines.number })
      .from(whatsappLines)
      .where(or(...same));
    return [...rows.map(({ number }) => number), ...(await this.takenNumbers(lines.slice(40)))];
  }

  /** Takes back a tenant that was never open, with those of its people who belong to no other. */
  async forgetTenant(tenantId: string, userIds: readonly string[]): Promise<void> {
    const belongs = sql`exists (select 1 from ${memberships} where ${memberships.userId} = ${users.id})`;
    const meant = sql`${users.id} in (select value from json_each(${JSON.stringify(userIds)}))`;
    await this.#db.batch([
      this.#db.delete(memberships).where(eq(memberships.tenantId, tenantId)),
      this.#db.delete(tenants).where(eq(tenants.id, tenantId)),
      this.#db.delete(users).where(and(meant, sql`not ${belongs}`)),
    ]);
  }
}

/** Where the reading of a file begins. */
export const firstPlace = (offset: number): RestorePlace => ({
  offset,
  index: 0,
  since: 0,
  userIds: [],
  lines: [],
  woken: null,
  isOpen: false,
});
