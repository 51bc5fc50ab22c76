import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Alert, HealthReport } from "../../schema/contract/health.ts";
import { whatsappLines } from "../../schema/tables/agents.ts";
import type { Env } from "../../workers/env.ts";
import worker from "../../workers/index.ts";
import type { InboxRpc } from "../../workers/inbox/inboxRpc.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { business, DB } from "../page/filo.ts";
import { accountSid } from "./scene.ts";

const bindings = env as unknown as Env;
const hour = 60 * 60_000;

/** A moment at which the clock's five-minute lines run. */
const tick = () => {
  const scheduledTime = new Date(Math.floor(Date.now() / hour) * hour + 5 * 60_000);
  return worker.scheduled(createScheduledController({ scheduledTime, cron: "* * * * *" }), bindings);
};

let lines = 0;

const scene = async () => {
  const place = await business();
  const db = new TenantDb(DB, place.tenantId);
  const createdAt = Date.now() - hour;
  const number = `+44770090${1_000 + (lines += 1)}`;
  const row = { id: systemChance.id("line"), agentId: place.agent.id, accountSid, number, authTokenSealed: "x" };
  await db.batch([db.insert(whatsappLines, { ...row, createdAt, updatedAt: createdAt })]);
  const report = () => place.console.json<HealthReport>("GET", "/api/health/report");
  const alerts = async () => (await place.console.json<{ items: Alert[] }>("GET", "/api/health/alerts")).items;
  return { ...place, db, number, report, alerts };
};

describe("health, with the objects as they are", () => {
  it("tells of a number that its object knows nothing of, and raises it by the clock", async () => {
    const { agent, number, report, alerts } = await scene();
    expect(await report()).toMatchObject({
      lines: [{ agentId: agent.id, agentName: agent.name, number, mode: "off" }],
      outbox: { waiting: 0, isKnown: true },
      quota: [{ agentId: agent.id, spentMicros: 0, capMicros: agent.dailySpendCapMicros }],
      cut: [],
    });
    await tick();
    await tick();
    expect(await alerts()).toMatchObject([{ kind: "line_silent", subject: number, closedAt: null }]);
    expect((await report()).alerts).toEqual(await alerts());
  });

  it("tells of outboxes that wait, and lets go of what is over", async () => {
    const { tenantId, report, alerts, db } = await scene();
    await DB.prepare("DELETE FROM whatsapp_lines WHERE tenant_id = ?").bind(db.tenantId).run();
    const room = bindings.INBOX.get(bindings.INBOX.idFromName(tenantId)) as unknown as InboxRpc;
    const since = Date.now() - 10 * 60_000;
    await room.trouble({ conversationId: "cnv_1", since });
    expect((await report()).outbox).toEqual({ waiting: 1, oldestAt: new Date(since).toISOString(), isKnown: true });
    await DB.prepare("INSERT INTO alerts VALUES (?, 'alr_0', 'outbox_stuck', '', '1', ?, NULL, NULL)")
      .bind(tenantId, since)
      .run();
    await tick();
    expect(await DB.prepare("SELECT closed_at FROM alerts WHERE tenant_id = ?").bind(tenantId).first("closed_at")).toBeNull();
    await room.trouble({ conversationId: "cnv_1", since: null });
    await tick();
    expect(await alerts()).toEqual([]);
  });
});
