import { env } from "cloudflare:workers";
import { eq, or, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { contactIdentities, contacts } from "../../schema/tables/contacts.ts";
import { auditEntries, files } from "../../schema/tables/platform.ts";
import { isUniqueViolation } from "../../workers/platform/causes.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { TenantDb, type Statement } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "./newTenant.ts";

const { DB } = env as unknown as { DB: D1Database };

let ours: TenantDb;
let theirs: TenantDb;

const contactRow = (id: string, displayName: string) => ({ id, displayName, roles: [], note: "", createdAt: 1, updatedAt: 1 });
const identityRow = (id: string, contactId: string, value: string) => ({
  id,
  contactId,
  kind: "phone" as const,
  value,
  createdAt: 1,
});
const names = async (db: TenantDb) => (await db.all(contacts, { orderBy: [contacts.id] })).map((row) => row.displayName);
const changes = async (db: TenantDb, statement: Statement) => (await db.batch([statement]))[0];

beforeEach(async () => {
  [ours, theirs] = [new TenantDb(DB, await newTenant(DB)), new TenantDb(DB, await newTenant(DB))];
  await ours.batch([ours.insert(contacts, [contactRow("c1", "Ada"), contactRow("c2", "Bo")])]);
  await theirs.batch([theirs.insert(contacts, [contactRow("c1", "Their Ada"), contactRow("c9", "Their Zoe")])]);
});

describe("a tenant's database", () => {
  it("needs a tenant", () => {
    expect(() => new TenantDb(DB, "")).toThrow(/needs its tenant/);
  });

  it("reads its own rows, also where ids coincide and a condition would hold for all", async () => {
    expect(await names(ours)).toEqual(["Ada", "Bo"]);
    expect(await ours.first(contacts, eq(contacts.id, "c1"))).toMatchObject({ displayName: "Ada" });
    expect(await ours.first(contacts, eq(contacts.id, "c9"))).toBeNull();
    expect(await ours.all(contacts, { where: or(eq(contacts.id, "c9"), sql`1 = 1`) as never })).toHaveLength(2);
    expect(await ours.all(contacts, { where: sql`id = 'c9' or 1 = 1` as never })).toHaveLength(2);
  });

  it("joins rows of its own only", async () => {
    await theirs.batch([theirs.insert(contactIdentities, identityRow("i1", "c1", "+447700900001"))]);
    const read = (db: TenantDb) =>
      db.pick({ name: contacts.displayName, phone: contactIdentities.value }, contacts, {
        where: eq(contacts.id, "c1"),
        join: [[contactIdentities, eq(contactIdentities.contactId, contacts.id)]],
      });
    expect(await read(ours)).toEqual([{ name: "Ada", phone: null }]);
    expect(await read(theirs)).toEqual([{ name: "Their Ada", phone: "+447700900001" }]);
  });

  it("changes and removes its own rows only", async () => {
    expect(await changes(ours, ours.update(contacts, { displayName: "X" }))).toBeGreaterThanOrEqual(2);
    expect(await changes(ours, ours.update(contacts, { displayName: "Y" }, eq(contacts.id, "c9")))).toBe(0);
    expect(await changes(ours, ours.remove(contacts, sql`1 = 1 or 1 = 1`))).toBeGreaterThanOrEqual(2);
    expect(await names(ours)).toEqual([]);
    expect(await names(theirs)).toEqual(["Their Ada", "Their Zoe"]);
  });

  it("writes its own tenant into every row, whatever the row says", async () => {
    const smuggled = { ...contactRow("c3", "Smuggled"), tenantId: theirs.tenantId };
    await ours.batch([ours.insert(contacts, smuggled)]);
    expect(await names(ours)).toContain("Smuggled");
    expect(await names(theirs)).not.toContain("Smuggled");
  });

  it("changes a row in an insert's way only where it is its own", async () => {
    const put = (db: TenantDb, displayName: string) =>
      db.insert(contacts, contactRow("c1", displayName), {
        do: "update",
        target: [contacts.tenantId, contacts.id],
        set: { displayName },
      });
    expect(await changes(ours, put(ours, "Ada II"))).toBeGreaterThanOrEqual(1);
    expect([await names(ours), await names(theirs)]).toEqual([
      ["Ada II", "Bo"],
      ["Their Ada", "Their Zoe"],
    ]);
  });

  it("cannot point at another tenant's row: SQLite refuses it", async () => {
    await expect(ours.batch([ours.insert(contactIdentities, identityRow("i2", "c9", "+447700900002"))])).rejects.toThrow(
      /FOREIGN KEY/,
    );
    await expect(
      theirs.batch([theirs.insert(contactIdentities, identityRow("i2", "c9", "+447700900002"))]),
    ).resolves.not.toContain(0);
  });

  it("writes all of a batch or nothing", async () => {
    const entry = { id: systemChance.id("audit"), actor: "a", action: "b", subject: "c", detail: {}, at: 1 };
    const twice = [ours.insert(auditEntries, entry), ours.insert(contacts, contactRow("c1", "Again"))];
    const thrown = await ours.batch(twice).catch((error: unknown) => error);
    expect(isUniqueViolation(thrown, "contacts.tenant_id, contacts.id")).toBe(true);
    expect(isUniqueViolation(thrown, "users.email")).toBe(false);
    expect(await ours.all(auditEntries)).toEqual([]);
    expect(await ours.batch([])).toEqual([]);
  });

  it("runs SQL by hand only when it is bound to the tenant", async () => {
    const named = (tenantId: string) =>
      sql`select display_name as name from contacts where tenant_id = ${tenantId} and id = 'c1'`;
    expect(await ours.raw(named)).toEqual([{ name: "Ada" }]);
    await expect(ours.raw(() => sql`select * from contacts`)).rejects.toThrow(/bound to its tenant/);
    await expect(ours.raw(() => sql`select * from contacts where tenant_id = ${theirs.tenantId}`)).rejects.toThrow(/bound/);
    expect(() => ours.rawStatement(() => sql`delete from contacts`)).toThrow(/bound/);
    const renamed = ours.rawStatement((tenantId) => sql`update contacts set display_name = 'R' where tenant_id = ${tenantId}`);
    expect(await changes(ours, renamed)).toBeGreaterThanOrEqual(2);
    expect(await names(theirs)).toEqual(["Their Ada", "Their Zoe"]);
  });

  it("limits and orders", async () => {
    expect(await ours.all(contacts, { orderBy: [sql`${contacts.id} desc`], limit: 1 })).toMatchObject([{ id: "c2" }]);
    expect(await ours.all(files, { limit: 5 })).toEqual([]);
  });
});
