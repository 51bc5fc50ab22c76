import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { agentDefaults } from "../../schema/contract/agents.ts";
import { agents, whatsappLines } from "../../schema/tables/agents.ts";
import { alerts } from "../../schema/tables/platform.ts";
import { Accounts } from "../../workers/platform/accounts.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { prepareJob } from "../../workers/platform/jobs.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "./newTenant.ts";

const { DB } = env as unknown as { DB: D1Database };
const directory = new Directory(DB);
const accountSid = `AC${"0".repeat(32)}`;

let db: TenantDb;
beforeEach(async () => {
  await DB.prepare("DELETE FROM whatsapp_lines").run();
  db = new TenantDb(DB, await newTenant(DB, "Studio Blu"));
});

const newAgent = async (slug: string, deletedAt: number | null = null): Promise<string> => {
  const id = systemChance.id("agent");
  const { starters, levels, ...fields } = agentDefaults;
  const row = { ...fields, starters: [...starters], levels: [...levels], id, slug, name: "Coach", deletedAt };
  await db.batch([db.insert(agents, { ...row, version: 1, createdAt: 1, updatedAt: 1 })]);
  return id;
};

const newLine = async (number: string): Promise<string> => {
  const [id, agentId] = [systemChance.id("line"), await newAgent(crypto.randomUUID())];
  await db.batch([
    db.insert(whatsappLines, { id, agentId, accountSid, number, authTokenSealed: "x", createdAt: 1, updatedAt: 1 }),
  ]);
  return id;
};

/** How SQLite would run a query: searches on an index say so, scans say SCAN. */
const plan = async (query: string): Promise<string> =>
  (await DB.prepare(`EXPLAIN QUERY PLAN ${query}`).all<{ detail: string }>()).results.map((row) => row.detail).join("; ");

describe("the directory", () => {
  it("finds an agent by its slug, unless it was deleted", async () => {
    const agentId = await newAgent("coach");
    await newAgent("gone", 5);
    const nobody = { sessionHash: null, visitorHash: null };
    expect(await directory.pageVisit("coach", nobody, 0)).toEqual({
      tenantId: db.tenantId,
      agentId,
      customerId: null,
      visitorId: null,
    });
    expect(await directory.pageVisit("gone", nobody, 0)).toBeNull();
    expect(await directory.pageVisit("", nobody, 0)).toBeNull();
  });

  it("finds a line by account and number together", async () => {
    const lineId = await newLine("+447700900100");
    expect(await directory.lineByNumber(accountSid, "+447700900100")).toMatchObject({ tenantId: db.tenantId, lineId });
    expect(await directory.lineByNumber(`AC${"1".repeat(32)}`, "+447700900100")).toBeNull();
  });

  it("lists every line once, page by page, over all tenants", async () => {
    const made = [await newLine("+447700900101"), await newLine("+447700900102")];
    db = new TenantDb(DB, await newTenant(DB));
    made.push(await newLine("+447700900103"));
    const found: string[] = [];
    for (
      let page = await directory.linesAfter(null, 2);
      page.length > 0;
      page = await directory.linesAfter(page.at(-1) ?? null, 2)
    )
      found.push(...page.map((line) => line.lineId));
    expect(found.toSorted()).toEqual(made.toSorted());
  });

  it("lists once each tenant with a line or an open alert, page by page, and no other", async () => {
    await DB.prepare("DELETE FROM alerts").run();
    await newLine("+447700900104");
    await newLine("+447700900105");
    const [withLines, alerted, healed] = [db.tenantId, await newTenant(DB), await newTenant(DB)];
    for (const [tenantId, closedAt] of [
      [withLines, null],
      [alerted, null],
      [healed, 5],
    ] as const) {
      db = new TenantDb(DB, tenantId);
      const row = { id: systemChance.id("alert"), kind: "jobs_stuck" as const, subject: "", detail: "", openedAt: 1, closedAt };
      await db.batch([db.insert(alerts, row)]);
    }
    const first = await directory.tenantsToWatch(null, 1);
    expect([...first, ...(await directory.tenantsToWatch(first[0] ?? null, 5))]).toEqual([withLines, alerted].toSorted());
  });

  it("knows the tenants of people with a confirmed e-mail", async () => {
    const accounts = new Accounts(DB);
    const [known, claimed] = [systemChance.id("user"), systemChance.id("user")];
    const user = (id: string, emailVerifiedAt: number | null) =>
      accounts.insertUser({ id, email: `${id}@example.com`, name: "Ada", passwordHash: "x", emailVerifiedAt, createdAt: 1 });
    await db.batch([
      user(known, 5),
      user(claimed, null),
      ...[known, claimed].map((userId) =>
        accounts.insertMembership({ tenantId: db.tenantId, userId, role: "owner", createdAt: 1 }),
      ),
    ]);
    expect(await directory.tenantsOfEmails([`${known}@example.com`, "nobody@example.com"])).toEqual([db.tenantId]);
    expect(await directory.tenantsOfEmails([`${claimed}@example.com`])).toEqual([]);
    expect(await directory.tenantsOfEmails([])).toEqual([]);
  });

  it("says where work is due", async () => {
    const chance = { ...systemChance, now: () => 1_000 };
    const due = prepareJob(db, chance, { kind: "send_mail", uniqueKey: "a", payload: {} });
    const later = prepareJob(db, chance, { kind: "send_mail", uniqueKey: "b", payload: {}, dueAt: 2_000 });
    await db.batch([due.statement, later.statement]);
    expect(await directory.dueJobs(1_500, 10)).toEqual([due.hint]);
    expect(await directory.dueJobs(2_500, 1)).toHaveLength(1);
  });

  it("lets no tenant's work wait behind all of another's, and leaves no place empty", async () => {
    await DB.prepare("DELETE FROM jobs").run();
    const chance = { ...systemChance, now: () => 1_000 };
    const quiet = new TenantDb(DB, await newTenant(DB, "Studio Verde"));
    const order = (of: TenantDb, uniqueKey: string, dueAt: number) =>
      prepareJob(of, chance, { kind: "send_mail", uniqueKey, payload: {}, dueAt });
    const noisy = Array.from({ length: 30 }, (_, at) => order(db, `noisy-${at}`, 1_000 + at));
    const [late, leased] = [order(quiet, "late", 1_400), order(quiet, "leased", 1_300)];
    for (const { statement } of noisy) await db.batch([statement]);
    await quiet.batch([late.statement, leased.statement]);
    await DB.prepare("UPDATE jobs SET state = 'leased' WHERE id = ?").bind(leased.hint.jobId).run();
    const due = await directory.dueJobs(1_500, 10);
    expect(due.filter(({ tenantId }) => tenantId === quiet.tenantId)).toEqual([leased.hint, late.hint]);
    expect(due.filter(({ tenantId }) => tenantId === db.tenantId)).toEqual(noisy.slice(0, 8).map(({ hint }) => hint));
    expect(await directory.dueJobs(1_350, 100)).toHaveLength(31);
    await DB.prepare("DELETE FROM jobs").run();
    expect(await directory.dueJobs(1_500, 10)).toEqual([]);
  });

  it("reads a tenant's row, and whose member someone is, oldest first", async () => {
    expect(await directory.tenant(db.tenantId)).toMatchObject({ name: "Studio Blu", consultantPhones: [] });
    expect(await directory.tenant("ten_none")).toBeNull();
    const [accounts, userId, other] = [new Accounts(DB), systemChance.id("user"), await newTenant(DB)];
    await db.batch([
      accounts.insertUser({ id: userId, email: `${userId}@example.com`, name: "Ada", passwordHash: "x", createdAt: 1 }),
      accounts.insertMembership({ tenantId: other, userId, role: "member", createdAt: 2 }),
      accounts.insertMembership({ tenantId: db.tenantId, userId, role: "owner", createdAt: 1 }),
    ]);
    expect(await directory.membershipsOf(userId)).toEqual([
      { tenantId: db.tenantId, role: "owner", lastSeenAt: null },
      { tenantId: other, role: "member", lastSeenAt: null },
    ]);
  });

  it.each([
    ["agents_slug", "SELECT * FROM agents WHERE slug = 'x' AND deleted_at IS NULL"],
    ["whatsapp_lines_number", "SELECT * FROM whatsapp_lines WHERE account_sid = 'x' AND number = 'y'"],
    ["jobs_due", "SELECT * FROM jobs WHERE state IN ('due', 'leased') AND due_at <= 5"],
    ["memberships_user", "SELECT * FROM memberships WHERE user_id = 'x'"],
  ])("looks through %s, never through a whole table", async (index, query) => {
    const way = await plan(query);
    expect(way).toContain(`INDEX ${index}`);
    expect(way).not.toContain("SCAN");
  });
});
