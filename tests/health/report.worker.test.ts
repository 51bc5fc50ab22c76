import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { alerts, jobs } from "../../schema/tables/platform.ts";
import { healthRoutes } from "../../workers/health/routes.ts";
import { readReport } from "../../workers/health/readReport.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { quotaDay } from "../../workers/platform/keyUsage.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { commonSuite } from "../api/commonSuite.ts";
import { createTestApp, signedIn } from "../api/testApp.ts";
import { newTenant } from "../platform/newTenant.ts";
import { countedDatabase } from "../support/countedDatabase.ts";
import { minute, noon, number, wellLine } from "./facts.ts";
import { addLine, depsOf, failedMessage, never, thread, wellAround, writeAll } from "./scene.ts";

const { DB } = env as unknown as { DB: D1Database };
const hour = 60 * minute;
const day = 24 * hour;
const iso = (at: number) => new Date(at).toISOString();

const setUp = async () => {
  const around = wellAround();
  const test = createTestApp(DB, { routes: () => healthRoutes(depsOf(DB, around)) });
  const { client: owner, tenantId } = await signedIn(test);
  const [{ client: stranger }, { client: readonly }] = [
    await signedIn(test),
    await signedIn(test, { tenantId, role: "readonly" }),
  ];
  return { app: test.app, owner, stranger, readonly, tenantId, around };
};

commonSuite("health", setUp, {
  "GET /api/health/report": async ({ tenantId }) => {
    const db = new TenantDb(DB, tenantId);
    const { agentId } = await addLine(db, "Coach", `+4477009${String(Math.random()).slice(2, 7)}`);
    await writeAll(db, [failedMessage(db, "63007", noon - hour), ...thread(db, agentId, noon - hour)]);
    return {};
  },
  "GET /api/health/alerts": async ({ tenantId }) => {
    const db = new TenantDb(DB, tenantId);
    await db.batch([alert(db, "sends_failing", noon - hour, null)]);
    return {};
  },
});

const alert = (db: TenantDb, kind: "sends_failing" | "jobs_stuck", openedAt: number, closedAt: number | null) =>
  db.insert(alerts, { id: systemChance.id("alert"), kind, subject: "x", detail: "3", openedAt, closedAt });

const tenant = async () => {
  const db = new TenantDb(DB, await newTenant(DB));
  const around = wellAround();
  return { db, around, read: () => readReport(depsOf(DB, around), db) };
};

const someNumber = () => `+4477009${Math.floor(Math.random() * 90_000 + 10_000)}`;

describe("a line on the health page", () => {
  it("is called by Twilio, or asks it, and then names what it cannot tell", async () => {
    const { db, around, read } = await tenant();
    const of = someNumber();
    const { agentId } = await addLine(db, "Coach", of);
    expect((await read()).lines).toEqual([
      {
        agentId,
        agentName: "Coach",
        number: of,
        mode: "webhook",
        cannotTell: [],
        lastInboundAt: iso(noon - minute),
        lastOutboundAt: iso(noon - minute),
        lastPollAt: iso(noon - 4 * minute),
        pending: 0,
        refusedSignatures: 0,
        lastRefusedAt: null,
        lastError: null,
      },
    ]);
    around.line = async () => ({ ...wellLine, mode: "polling", pending: 2 });
    expect((await read()).lines).toMatchObject([
      { mode: "polling", pending: 2, cannotTell: ["profile_name", "button_payload", "place", "quote"] },
    ]);
  });

  it("is off when its object knows of no connection", async () => {
    const { db, around, read } = await tenant();
    await addLine(db, "Coach", someNumber());
    around.line = async () => ({ ...wellLine, isConnected: false });
    expect((await read()).lines).toMatchObject([{ mode: "off" }]);
  });

  it("tells its last trouble, and whether it is over", async () => {
    const { db, around, read } = await tenant();
    await addLine(db, "Coach", someNumber());
    const lastError = { at: noon - 5 * minute, code: "20003", detail: "Twilio 20003: Authenticate" };
    around.line = async () => ({ ...wellLine, lastError });
    const told = { words: lastError.detail, code: "20003", at: iso(lastError.at) };
    expect((await read()).lines).toMatchObject([{ lastError: { ...told, isOver: true } }]);
    around.line = async () => ({ ...wellLine, lastPollAt: noon - 6 * minute, lastError });
    expect((await read()).lines).toMatchObject([{ lastError: { ...told, isOver: false } }]);
  });

  it("is shown as not answering after two seconds, or at once when it fails, and keeps nothing else from being shown", async () => {
    const { db, around, read } = await tenant();
    const [silent, broken, fine] = [
      await addLine(db, "Silent", someNumber()),
      await addLine(db, "Broken", someNumber()),
      await addLine(db, "Fine", someNumber()),
    ];
    around.line = async (name) => {
      if (name === silent.line) return never();
      if (name === broken.line) throw new Error("the object was reset");
      return wellLine;
    };
    around.outbox = never();
    around.spend = (agentId) => (agentId === fine.agentId ? 7 : never<number>());
    const before = Date.now();
    const report = await read();
    expect(Date.now() - before).toBeLessThan(3_500);
    expect(report.lines.map(({ agentName, mode }) => `${agentName} ${mode}`).toSorted()).toEqual([
      "Broken unknown",
      "Fine webhook",
      "Silent unknown",
    ]);
    expect(report.outbox).toEqual({ waiting: 0, oldestAt: null, isKnown: false });
    expect(report.quota.find(({ agentId }) => agentId === fine.agentId)).toMatchObject({ spentMicros: 7, capMicros: 1_000_000 });
    expect(report.quota.find(({ agentId }) => agentId === silent.agentId)).toMatchObject({ spentMicros: null });
    expect(around.logged).toMatchObject([{ event: "health_unanswered" }]);
  });
});

describe("the rest of the health page", () => {
  it("counts failures of the last seven days by their code, most frequent first", async () => {
    const { db, read } = await tenant();
    const ages: [string | null, number][] = [
      ["63016", hour],
      ["63007", 2 * hour],
      ["63007", 6 * day],
      ["63007", 7 * day + 1],
      [null, hour],
    ];
    await writeAll(
      db,
      ages.map(([code, ago]) => failedMessage(db, code, noon - ago)),
    );
    const report = await read();
    expect(report.failures).toEqual([
      { code: "63007", count: 2, lastAt: iso(noon - 2 * hour) },
      { code: "63016", count: 1, lastAt: iso(noon - hour) },
      { code: "unknown", count: 1, lastAt: iso(noon - hour) },
    ]);
  });

  it("knows which windows are open, and which close within two hours", async () => {
    const { db, read } = await tenant();
    const { agentId } = await addLine(db, "Coach", someNumber());
    const open = [hour, 21 * hour, day - 1];
    await writeAll(db, [
      ...open.flatMap((ago, at) => thread(db, agentId, noon - ago, { attention: at % 2, inboundCount: at })),
      ...thread(db, agentId, noon - 23 * hour, { isClient: true }),
      ...thread(db, agentId, noon - day, { lastMessageAt: noon }),
      ...thread(db, agentId, null),
      ...thread(db, agentId, noon - hour, { movedTo: systemChance.id("conversation") }),
    ]);
    expect((await read()).windows).toEqual({ open: 4, closing: 2 });
  });

  it("counts jobs that are due, those whose worker died, and those given up of late", async () => {
    const { db, read } = await tenant();
    const job = (state: "due" | "leased" | "failed" | "done", dueAt: number) =>
      db.insert(jobs, {
        id: systemChance.id("job"),
        kind: "fetch_media",
        uniqueKey: crypto.randomUUID(),
        payload: {},
        state,
        attempts: 1,
        dueAt,
        createdAt: 1,
      });
    await db.batch([
      job("due", noon - hour),
      job("due", noon + hour),
      job("leased", noon - 2 * hour),
      job("leased", noon + minute),
      job("failed", noon - day),
      job("failed", noon - 8 * day),
      job("done", noon - day),
    ]);
    expect((await read()).jobs).toEqual({ due: 2, failed: 1, oldestAt: iso(noon - 2 * hour) });
  });

  it("says whose key answers, whether it works, and how often it was used", async () => {
    const { db, around, read } = await tenant();
    expect((await read()).modelKey).toEqual({ owner: "pool", isWorking: true, callsToday: null });
    const poor = await readReport(depsOf(DB, around, { hasPool: async () => false }), db);
    expect(poor.modelKey).toEqual({ owner: "none", isWorking: false, callsToday: null });
    const set = (fields: string) => DB.prepare(`UPDATE tenants SET ${fields} WHERE id = ?`).bind(db.tenantId).run();
    await set("model_key_sealed = 'sealed'");
    await DB.prepare("INSERT INTO key_usage VALUES (?, ?, 12, 1, 900)").bind(db.tenantId, quotaDay(noon)).run();
    expect((await read()).modelKey).toEqual({ owner: "tenant", isWorking: true, callsToday: 12 });
    await set("model_key_refused_at = 5");
    expect((await read()).modelKey).toMatchObject({ owner: "tenant", isWorking: false });
  });

  it("shows open alerts first, then those closed of late", async () => {
    const { db, read } = await tenant();
    await db.batch([
      alert(db, "sends_failing", noon - 9 * day, null),
      alert(db, "jobs_stuck", noon - hour, noon - minute),
      alert(db, "jobs_stuck", noon - 8 * day, noon - 8 * day + 1),
    ]);
    expect((await read()).alerts.map(({ kind, closedAt }) => [kind, closedAt])).toEqual([
      ["sends_failing", null],
      ["jobs_stuck", iso(noon - minute)],
    ]);
    const open = await db.all(alerts, { where: eq(alerts.kind, "sends_failing") });
    expect(open).toHaveLength(1);
  });

  it("belongs to one tenant", async () => {
    const [mine, other] = [await tenant(), await tenant()];
    const { agentId } = await addLine(mine.db, "Coach", someNumber());
    await writeAll(mine.db, [
      failedMessage(mine.db, "63007", noon - hour),
      ...thread(mine.db, agentId, noon - hour),
      alert(mine.db, "jobs_stuck", noon, null),
    ]);
    expect(await other.read()).toMatchObject({ lines: [], failures: [], windows: { open: 0 }, quota: [], alerts: [] });
  });
});

describe("the report of a large tenant", () => {
  it("reads no more rows than its limits, and names what it cut off", async () => {
    const { db, around } = await tenant();
    const { agentId } = await addLine(db, "Coach", number.replace("100", "177"));
    await writeAll(db, [
      ...Array.from({ length: 1_500 }, (_, at) => failedMessage(db, `63${at % 3}`, noon - at * minute)),
      ...Array.from({ length: 800 }, (_, at) => thread(db, agentId, noon - at * minute, { attention: at % 2 })).flat(),
    ]);
    const { d1, rowsRead } = countedDatabase(DB);
    const report = await readReport(depsOf(d1, around), new TenantDb(d1, db.tenantId));
    expect(report.cut).toEqual(["failures", "windows"]);
    expect(report.failures.reduce((sum, { count }) => sum + count, 0)).toBe(1_001);
    expect(report.windows.open).toBe(501);
    expect(rowsRead()).toBeLessThanOrEqual(2_600);
  });

  it("reads nothing of conversations that have been quiet for a day", async () => {
    const { db, around } = await tenant();
    const { agentId } = await addLine(db, "Coach", someNumber());
    await writeAll(db, Array.from({ length: 400 }, (_, at) => thread(db, agentId, noon - 2 * day - at)).flat());
    const { d1, rowsRead } = countedDatabase(DB);
    expect((await readReport(depsOf(d1, around), new TenantDb(d1, db.tenantId))).windows).toEqual({ open: 0, closing: 0 });
    expect(rowsRead()).toBeLessThanOrEqual(60);
  });
});
