import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { mailOrderSchema } from "../../workers/accounts/mailOrder.ts";
import type { WatchDeps } from "../../workers/health/deps.ts";
import { watchTenant } from "../../workers/health/watch.ts";
import { watchAll } from "../../workers/health/watchAll.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { newTenant } from "../platform/newTenant.ts";
import { minute, noon, wellLine } from "./facts.ts";
import { addLine, depsOf, failedMessage, never, wellAround, writeAll, type Around } from "./scene.ts";

const { DB } = env as unknown as { DB: D1Database };
const hour = 60 * minute;
const number = "+447700900100";

let db: TenantDb;
let around: Around;

beforeEach(async () => {
  await DB.batch(["DELETE FROM whatsapp_lines", "DELETE FROM alerts"].map((query) => DB.prepare(query)));
  db = new TenantDb(DB, await newTenant(DB, "Palestra Aurora"));
  around = wellAround();
  await addLine(db);
});

/** One look; the mails it orders are sent at once. */
const watch = async (more: Partial<WatchDeps> = {}) => {
  await watchTenant(depsOf(DB, around, more), db.tenantId, []);
  await DB.prepare("UPDATE jobs SET state = 'done' WHERE tenant_id = ?").bind(db.tenantId).run();
};
const ail = () => void (around.line = async () => ({ ...wellLine, isConnected: false }));
const heal = () => void (around.line = async () => ({ ...wellLine, lastPollAt: around.now }));
const mailTo = (email: string | null) =>
  DB.prepare("UPDATE tenants SET alert_email = ? WHERE id = ?").bind(email, db.tenantId).run();

interface Stored {
  kind: string;
  subject: string;
  opened_at: number;
  closed_at: number | null;
  mailed_at: number | null;
}
const stored = async (): Promise<Stored[]> =>
  (await DB.prepare("SELECT * FROM alerts WHERE tenant_id = ? ORDER BY opened_at, id").bind(db.tenantId).all<Stored>()).results;
const mails = async () => {
  const { results } = await DB.prepare("SELECT id, payload FROM jobs WHERE tenant_id = ? ORDER BY id")
    .bind(db.tenantId)
    .all<{ id: string; payload: string }>();
  return results.map(({ id, payload }) => ({ id, order: mailOrderSchema.parse(JSON.parse(payload)) }));
};
const shown = () => around.shown.flatMap(({ events }) => events);

describe("the watch over a tenant", () => {
  it("writes and shows nothing while nothing ails", async () => {
    await watch();
    expect(await stored()).toEqual([]);
    expect(around.shown).toEqual([]);
  });

  it("opens a trouble once, however long it lasts, shows it, and closes it when it is over", async () => {
    ail();
    for (let round = 0; round < 3; round++, around.now += 5 * minute) await watch();
    expect(await stored()).toMatchObject([{ kind: "line_silent", subject: number, opened_at: noon, closed_at: null }]);
    expect(shown()).toMatchObject([{ type: "ALERT", alert: { kind: "line_silent", closedAt: null } }]);
    heal();
    await watch();
    await watch();
    expect(await stored()).toMatchObject([{ closed_at: around.now }]);
    expect(shown()).toHaveLength(2);
    expect(shown()[1]).toMatchObject({ alert: { closedAt: new Date(around.now).toISOString() } });
    expect(around.shown.every(({ tenantId }) => tenantId === db.tenantId)).toBe(true);
  });

  it("calls a number silent that answers nothing for a quarter of an hour, not one that misses a call", async () => {
    const away = () => void (around.line = () => Promise.reject(new Error("starting anew")));
    const round = async () => {
      await watch();
      around.now += 5 * minute;
      return (await stored()).filter(({ closed_at }) => closed_at === null).map(({ kind }) => kind);
    };
    away();
    expect([await round(), await round(), await round()]).toEqual([[], [], []]);
    heal();
    expect(await round()).toEqual([]);
    away();
    expect([await round(), await round(), await round(), await round()]).toEqual([[], [], [], []]);
    expect(await round()).toEqual(["line_silent"]);
    heal();
    expect(await round()).toEqual([]);
  });

  it("opens it once also when two watches look at the same time", async () => {
    await mailTo("ada@example.com");
    ail();
    await Promise.all([watch(), watch(), watch()]);
    expect(await stored()).toHaveLength(1);
    expect(shown()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
  });

  it("mails it once to the tenant's address, in its language, and hints at the mail", async () => {
    await mailTo("ada@example.com");
    ail();
    await watch();
    around.now += 2 * hour;
    await watch();
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.order).toEqual({
      template: "alert",
      to: "ada@example.com",
      language: "it",
      businessName: "Palestra Aurora",
      kind: "line_silent",
      subject: number,
      detail: "",
    });
    expect(around.hints).toEqual([{ tenantId: db.tenantId, jobId: mail?.id }]);
  });

  it("mails what comes and goes no oftener than once an hour, and what then stays", async () => {
    await mailTo("ada@example.com");
    const at: number[] = [];
    for (let round = 0; round < 40; round++, around.now += 5 * minute) {
      if (round < 24 && round % 2 === 1) heal();
      else ail();
      await watch();
      if ((await mails()).length > at.length) at.push((around.now - noon) / minute);
    }
    expect(at).toEqual([0, 60, 120]);
    expect((await stored()).filter(({ closed_at }) => closed_at === null)).toMatchObject([{ mailed_at: noon + 2 * hour }]);
  });

  it("mails nothing while no address is set, and what is open once one is", async () => {
    ail();
    await watch();
    expect(await mails()).toEqual([]);
    await mailTo("ada@example.com");
    await watch();
    await watch();
    expect(await mails()).toHaveLength(1);
  });

  it("raises what failed within the last hour alone", async () => {
    await writeAll(
      db,
      Array.from({ length: 3 }, (_, at) => failedMessage(db, "63007", noon - at * minute)),
    );
    await watch();
    expect(await stored()).toMatchObject([{ kind: "sends_failing", subject: "63007" }]);
    around.now += hour + minute;
    heal();
    await watch();
    expect(await stored()).toMatchObject([{ closed_at: around.now }]);
  });

  it("leaves alone what nobody can tell of", async () => {
    around.outbox = Promise.resolve({ waiting: 2, oldestAt: noon - hour });
    await watch();
    around.outbox = Promise.reject(new Error("the room is away"));
    around.outbox.catch(() => undefined);
    await watch();
    expect(await stored()).toMatchObject([{ kind: "outbox_stuck", closed_at: null }]);
  });

  it("keeps the alert when the room cannot show it", async () => {
    ail();
    const inbox = () => ({ troubles: () => around.outbox, publish: () => Promise.reject(new Error("away")) });
    await watch({ inbox });
    expect(await stored()).toHaveLength(1);
    expect(around.logged).toMatchObject([{ event: "health_unanswered" }]);
  });

  it("forgets what has been over for a season, and nothing that is open", async () => {
    ail();
    await watch();
    heal();
    await watch();
    await DB.prepare(
      "INSERT INTO alerts SELECT tenant_id, 'alr_open', kind, 'other', '', opened_at, NULL, NULL FROM alerts",
    ).run();
    around.line = never;
    around.now += 91 * 24 * hour;
    ail();
    await watch();
    expect((await stored()).map(({ subject, opened_at }) => [subject, opened_at])).toEqual([
      ["other", noon],
      [number, around.now],
    ]);
  });
});

describe("the watch over all tenants", () => {
  const watchEach = (more: Partial<WatchDeps> = {}) => watchAll(depsOf(DB, around, more));

  it("reaches those with a line, and those whose line is gone while an alert is open", async () => {
    ail();
    await watchEach();
    expect(await stored()).toHaveLength(1);
    await DB.prepare("DELETE FROM whatsapp_lines").run();
    await watchEach();
    expect(await stored()).toMatchObject([{ closed_at: noon }]);
  });

  it("goes on behind a tenant that fails", async () => {
    const other = new TenantDb(DB, await newTenant(DB));
    await addLine(other, "Other", "+14155550100");
    ail();
    await watchEach({
      db: (tenantId) => {
        if (tenantId === db.tenantId) throw new Error("D1 is away");
        return new TenantDb(DB, tenantId);
      },
    });
    expect(await DB.prepare("SELECT subject FROM alerts").first("subject")).toBe("+14155550100");
    expect(around.logged).toMatchObject([{ event: "tenant_not_watched", tenant: db.tenantId }]);
  });

  it("walks through more tenants than a page has", async () => {
    const page = async (after: string | null, limit: number) => {
      const all = Array.from({ length: 120 }, (_, at) => `ten_${String(at).padStart(3, "0")}`);
      return all.filter((id) => after === null || id > after).slice(0, limit);
    };
    const asked: string[] = [];
    const tenant = async (id: string) => (asked.push(id), null);
    await watchEach({ directory: { tenant, tenantsToWatch: page } });
    expect(new Set(asked).size).toBe(120);
    expect(asked).toHaveLength(120);
  });

  it("tells of the pool's quota those alone who run the installation, also without a line", async () => {
    const admin = new TenantDb(DB, await newTenant(DB, "Filo"));
    const near = { subject: "alpha", keyIds: [], calls: 90, quota: 100 };
    const more = { adminTenants: async () => [admin.tenantId], poolNearQuota: async () => [near] };
    await watchEach(more);
    expect((await DB.prepare("SELECT tenant_id, kind, detail FROM alerts").all()).results).toEqual([
      { tenant_id: admin.tenantId, kind: "model_quota_near", detail: "90/100" },
    ]);
    await watchEach({ ...more, poolNearQuota: () => Promise.reject(new Error("away")) });
    expect(await DB.prepare("SELECT closed_at FROM alerts").first("closed_at")).toBeNull();
    await watchEach({ ...more, poolNearQuota: async () => [] });
    expect(await DB.prepare("SELECT closed_at FROM alerts").first("closed_at")).toBe(noon);
  });
});
