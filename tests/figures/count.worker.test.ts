import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contacts } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { dailyContacts, dailyFigures, dailyLeads, figureMarks, funnel } from "../../schema/tables/figures.ts";
import { countAll } from "../../workers/figures/countAll.ts";
import { countTenant } from "../../workers/figures/countTenant.ts";
import { countOf, percentile } from "../../workers/figures/spans.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { countedDatabase } from "../support/countedDatabase.ts";
import { DB, town, type Town } from "./town.ts";

const rome = { timeZone: "Europe/Rome" };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Noon in Rome. */
const noon = Date.UTC(2026, 10, 20, 11);

const figures = async ({ db }: Town) =>
  (await db.all(dailyFigures)).toSorted((a, b) => (a.day + a.agentId + a.level < b.day + b.agentId + b.level ? -1 : 1));

const smallTown = async () => {
  const place = await town();
  const agentId = await place.agent("Coach");
  const contactId = await place.person({ at: noon });
  return { ...place, agentId, contactId, threadId: await place.thread(agentId, contactId) };
};

describe("counting a tenant's days", () => {
  it("parts days where the tenant's calendar does, and levels", async () => {
    const place = await smallTown();
    const midnight = noon + 12 * hour;
    await place.say(place.threadId, midnight - 1, "customer");
    await place.say(place.threadId, midnight + 30_000, "ai", { tokens: 40 });
    await place.say(place.threadId, midnight + hour, "customer", { level: 3, file: "image" });
    await place.say(place.threadId, midnight + 2 * hour, "note", { level: 3 });
    expect(await countTenant(place.db, rome, midnight + 3 * hour)).toEqual(["2026-11-20", "2026-11-21"]);
    expect(await figures(place)).toMatchObject([
      { day: "2026-11-20", level: 1, totalMessages: 1, inboundMessages: 1, aiMessages: 0 },
      { day: "2026-11-21", level: 1, totalMessages: 1, aiMessages: 1, tokens: 40, aiResponses: { "43": 1 } },
      { day: "2026-11-21", level: 3, totalMessages: 1, inboundMessages: 1, pictures: 1 },
    ]);
  });

  it("changes nothing when it counts again, and writes but when", async () => {
    const place = await smallTown();
    for (let n = 0; n < 20; n++) await place.say(place.threadId, noon + n * minute, n % 2 ? "ai" : "customer");
    await countTenant(place.db, rome, noon + hour);
    const [before, people] = [await figures(place), await place.db.all(dailyContacts)];
    const counted = countedDatabase(DB);
    await countTenant(new TenantDb(counted.d1, place.tenantId), rome, noon + hour + minute);
    expect(await figures(place)).toEqual(before);
    expect(await place.db.all(dailyContacts)).toEqual(people);
    expect(counted.rowsWritten()).toBe(1);
  });

  it("takes in what came late while a day is open, and leaves it alone once it is settled", async () => {
    const place = await smallTown();
    await place.say(place.threadId, noon, "customer");
    await countTenant(place.db, rome, noon + hour);
    await place.say(place.threadId, noon + minute, "customer");
    await countTenant(place.db, rome, noon + day);
    expect(await figures(place)).toMatchObject([{ day: "2026-11-20", inboundMessages: 2 }]);
    await place.say(place.threadId, noon + 4 * day, "customer");
    await countTenant(place.db, rome, noon + 4 * day + hour);
    expect(await place.db.first(figureMarks)).toMatchObject({ countedTo: "2026-11-22" });
    await DB.prepare("DELETE FROM messages WHERE tenant_id = ? AND accepted_at < ?")
      .bind(place.tenantId, noon + day)
      .run();
    await countTenant(place.db, rome, noon + 4 * day + 2 * hour);
    expect(await figures(place)).toMatchObject([
      { day: "2026-11-20", inboundMessages: 2 },
      { day: "2026-11-24", inboundMessages: 1 },
    ]);
  });

  it("lets go of what moved away while the day was open", async () => {
    const place = await smallTown();
    await place.say(place.threadId, noon, "customer");
    await countTenant(place.db, rome, noon + minute);
    const other = await place.agent("Altro");
    await place.db.batch([place.db.update(conversations, { agentId: other }, eq(conversations.id, place.threadId))]);
    await countTenant(place.db, rome, noon + 2 * minute);
    expect((await figures(place)).map(({ agentId }) => agentId)).toEqual([other]);
    expect((await place.db.all(dailyContacts)).map(({ agentId }) => agentId)).toEqual([other]);
  });

  it("catches up with a long past over several rounds, a day once", async () => {
    const place = await smallTown();
    for (let n = 0; n < 70; n += 7) await place.say(place.threadId, noon - n * day, "customer");
    const counted = [];
    for (let round = 0; round < 3; round++) counted.push(...(await countTenant(place.db, rome, noon + hour)));
    expect(new Set(counted).size).toBe(counted.length);
    expect(await figures(place)).toHaveLength(10);
    expect((await figures(place)).every(({ totalMessages }) => totalMessages === 1)).toBe(true);
  });

  it("reads next to nothing of a tenant in which nothing happened", async () => {
    const place = await smallTown();
    for (let n = 0; n < 60; n++) await place.say(place.threadId, noon + n * minute, "customer");
    for (let days = 0; days < 4; days++) await countTenant(place.db, rome, noon + days * day + hour);
    const counted = countedDatabase(DB);
    await countTenant(new TenantDb(counted.d1, place.tenantId), rome, noon + 5 * day);
    expect(counted.rowsRead()).toBeLessThanOrEqual(6);
  });

  it("follows leads over days: new, engaged after an answer, qualified, converted, each date once", async () => {
    const place = await smallTown();
    const lead = async () => place.db.first(funnel, eq(funnel.contactId, place.contactId));
    await place.say(place.threadId, noon + 1_000, "customer");
    await place.say(place.threadId, noon + 2_000, "ai");
    await countTenant(place.db, rome, noon + hour);
    expect(await lead()).toMatchObject({ newAt: noon + 1_000, repliedAt: noon + 2_000, engagedAt: null, qualifiedAt: null });
    await place.say(place.threadId, noon + 3 * day, "customer");
    await countTenant(place.db, rome, noon + 3 * day + hour);
    expect(await lead()).toMatchObject({ newAt: noon + 1_000, engagedAt: noon + 3 * day, convertedAt: null });
    const changedAt = noon + 3 * day + 2 * hour;
    const change = (more: Partial<typeof contacts.$inferInsert>, at: number) =>
      place.db.batch([place.db.update(contacts, { ...more, updatedAt: at }, eq(contacts.id, place.contactId))]);
    await change({ goal: "Dimagrire" }, changedAt);
    await countTenant(place.db, rome, changedAt + minute);
    await change({ roles: ["client"] }, changedAt + hour);
    await countTenant(place.db, rome, changedAt + 2 * hour);
    await change({ roles: ["lead"], goal: "" }, changedAt + 3 * hour);
    await countTenant(place.db, rome, changedAt + 4 * hour);
    expect(await lead()).toMatchObject({ qualifiedAt: changedAt, convertedAt: changedAt + hour });
  });

  it("lets a wait run over a weekend", async () => {
    const place = await smallTown();
    await place.say(place.threadId, noon, "customer");
    await countTenant(place.db, rome, noon + hour);
    await place.say(place.threadId, noon + day, "customer");
    await countTenant(place.db, rome, noon + day + hour);
    await place.say(place.threadId, noon + 3 * day, "person");
    for (const later of [0, 1, 2, 3]) await countTenant(place.db, rome, noon + (3 + later) * day + hour);
    const [waits] = (await figures(place)).flatMap(({ manualResponses }) =>
      countOf(manualResponses) > 0 ? [manualResponses] : [],
    );
    expect(Math.abs(percentile(waits ?? {}, 0.5)! - 3 * day)).toBeLessThan(0.06 * 3 * day);
  });

  it("follows a lead into whom they were joined into, unless that one was a client before", async () => {
    const place = await smallTown();
    const [card, client] = [await place.person({ at: noon }), await place.person({ at: noon, roles: ["client"] })];
    const other = await place.person({ at: noon });
    const otherThread = await place.thread(place.agentId, other);
    const lead = async (id: string) => place.db.first(funnel, eq(funnel.contactId, id));
    await place.say(place.threadId, noon + 1_000, "customer");
    await place.say(otherThread, noon + 1_000, "customer");
    await countTenant(place.db, rome, noon + hour);
    const mergedAt = noon + 5 * day;
    const join = (from: string, into: string) =>
      place.db.update(contacts, { mergedInto: into, updatedAt: mergedAt }, eq(contacts.id, from));
    await countTenant(place.db, rome, mergedAt - hour);
    await place.db.batch([join(place.contactId, card), join(other, client)]);
    await countTenant(place.db, rome, mergedAt + hour);
    expect(await lead(card)).toMatchObject({ newAt: noon + 1_000, agentId: place.agentId });
    expect(await lead(client)).toBeNull();
    expect(await place.db.all(dailyLeads)).toMatchObject([{ day: "2026-11-20", newLeads: 1 }]);
  });

  it("counts every tenant, one that fails keeping no other from its turn", async () => {
    const [a, b] = [await smallTown(), await smallTown()];
    for (const place of [a, b]) await place.say(place.threadId, noon, "customer");
    const logged: Record<string, unknown>[] = [];
    await countAll({
      chance: { now: () => noon + hour },
      directory: new Directory(DB),
      db: (tenantId) => {
        if (tenantId === a.tenantId) throw new Error("away");
        return new TenantDb(DB, tenantId);
      },
      log: (entry) => logged.push(entry),
    });
    expect(await figures(a)).toEqual([]);
    expect(await figures(b)).toHaveLength(1);
    expect(logged).toMatchObject([{ event: "tenant_not_counted", tenant: a.tenantId, error: "Error: away" }]);
  });
});
