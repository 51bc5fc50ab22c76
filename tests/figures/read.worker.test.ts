import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Behind, BehindItem, FiguresReport } from "../../schema/contract/figures.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { daysFollow } from "../../workers/contacts/countedDays.ts";
import type { BehindQuery } from "../../workers/figures/behind.ts";
import { countTenant } from "../../workers/figures/countTenant.ts";
import { daysBetween } from "../../workers/figures/days.ts";
import { exportCsv } from "../../workers/figures/exportCsv.ts";
import { listBehind } from "../../workers/figures/listBehind.ts";
import { readFigures } from "../../workers/figures/readFigures.ts";
import { readFunnel } from "../../workers/figures/readFunnel.ts";
import { recountDays } from "../../workers/figures/recountDays.ts";
import { sayStale } from "../../workers/figures/staleDays.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { countedDatabase } from "../support/countedDatabase.ts";
import { DB, town } from "./town.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const noon = Date.UTC(2026, 10, 20, 11);
const deps = { chance: systemChance, directory: new Directory(DB), keyUsage: { daysOf: async () => [] } };

const must = async <T>(answer: Promise<T>): Promise<Exclude<T, { key: string }>> => {
  const known = await answer;
  if (isRefusal(known)) throw new Error(known.key);
  return known as Exclude<T, { key: string }>;
};

/** Two agents; a client, a lead who was won, and a lead who wrote on two days. */
const busyTown = async () => {
  const place = await town();
  const [coach, desk] = [await place.agent("Coach"), await place.agent("=Banco")];
  const client = await place.person({ roles: ["client"], name: "Anna", at: 1 });
  const won = await place.person({ name: "Bruno", email: `${crypto.randomUUID()}@example.com`, at: noon });
  const lead = await place.person({ name: "Carla", at: noon });
  const threads = {
    client: await place.thread(coach, client),
    won: await place.thread(coach, won),
    lead: await place.thread(desk, lead),
  };
  await place.say(threads.client, noon, "customer", { level: 3 });
  await place.say(threads.client, noon + 2 * minute, "person", { level: 3 });
  await place.say(threads.won, noon + minute, "customer", { file: "image" });
  await place.say(threads.won, noon + 2 * minute, "ai", { tokens: 50 });
  await place.say(threads.won, noon + 3 * minute, "customer");
  await place.say(threads.lead, noon + minute, "customer");
  await place.say(threads.lead, noon + day, "customer", { file: "sticker" });
  await place.say(threads.lead, noon - 7 * day, "notice");
  await place.db.batch([place.db.update(contacts, { roles: ["client"], updatedAt: noon + hour }, eq(contacts.id, won))]);
  await countTenant(place.db, { timeZone: "Europe/Rome" }, noon + day + hour);
  return { ...place, coach, desk, client, won, lead, threads };
};

type Listed = { items: BehindItem[]; nextCursor: string | null };

const range = { from: "2026-11-20", to: "2026-11-21", agentId: undefined, level: undefined };
const asked = (behind: Behind, more: Partial<BehindQuery> = {}): BehindQuery => ({
  ...range,
  behind,
  of: "range",
  limit: 50,
  ...more,
});

describe("the figures", () => {
  it("add up, with everybody counted once", async () => {
    const place = await busyTown();
    const report = await must(readFigures(deps, place.db, range));
    expect(report.totals).toMatchObject({
      totalMessages: 7,
      inboundMessages: 5,
      outboundMessages: 2,
      aiMessages: 1,
      manualMessages: 1,
      uniqueContacts: 3,
      newLeads: 2,
      convertedLeads: 1,
      pictures: 1,
      otherMedia: 1,
      tokens: 50,
    });
    expect(report.days.map(({ uniqueContacts, inboundMessages }) => [uniqueContacts, inboundMessages])).toEqual([
      [3, 4],
      [1, 1],
    ]);
    expect(report.agents).toMatchObject([
      { agentId: place.desk, agentName: "=Banco", uniqueContacts: 1, newLeads: 1, convertedLeads: 0 },
      { agentId: place.coach, uniqueContacts: 2, newLeads: 1, convertedLeads: 1 },
    ]);
    expect(report.levels.map(({ level, uniqueContacts }) => [level, uniqueContacts])).toEqual([
      [1, 2],
      [3, 1],
    ]);
    expect(report.totals.manualWait.count).toBe(1);
    expect(Math.abs(report.totals.manualWait.medianMs! - 2 * minute)).toBeLessThan(0.05 * 2 * minute);
  });

  it("compare with as many days just before, in which only a notice went out", async () => {
    const { db } = await busyTown();
    const { before } = await must(readFigures(deps, db, { ...range, from: "2026-11-14", to: "2026-11-20" }));
    expect(before).toMatchObject({
      totalMessages: 1,
      outboundMessages: 1,
      aiMessages: 0,
      uniqueContacts: 0,
      aiWait: { medianMs: null },
    });
  });

  it("are cut by agent and level, and leads have no level above Bronze", async () => {
    const place = await busyTown();
    const ofCoach = await must(readFigures(deps, place.db, { ...range, agentId: place.coach }));
    expect(ofCoach.totals).toMatchObject({ inboundMessages: 3, uniqueContacts: 2, newLeads: 1 });
    const ofGold = await must(readFigures(deps, place.db, { ...range, level: 3 }));
    expect(ofGold.totals).toMatchObject({ inboundMessages: 1, uniqueContacts: 1, newLeads: 0 });
  });

  it("say nothing of another tenant's", async () => {
    await busyTown();
    const other = await town();
    const report = await must(readFigures(deps, other.db, range));
    expect(report).toMatchObject({ totals: { totalMessages: 0, uniqueContacts: 0, newLeads: 0 }, agents: [], countedAt: null });
    expect(await must(listBehind(deps, other.db, asked("contacts")))).toEqual({ items: [], nextCursor: null });
  });

  it("each open the list of exactly those who were counted", async () => {
    const place = await busyTown();
    const idsOf = async (behind: Behind, more: Partial<BehindQuery> = {}) =>
      (await must(listBehind(deps, place.db, asked(behind, more)))).items.map(({ contactId }) => contactId).toSorted();
    const { totals } = await must(readFigures(deps, place.db, range));
    expect(await idsOf("contacts")).toHaveLength(totals.uniqueContacts);
    expect(await idsOf("new")).toEqual([place.won, place.lead].toSorted());
    expect(await idsOf("converted")).toEqual([place.won]);
    expect(await idsOf("engaged", { of: "cohort" })).toEqual([place.won]);
    expect(await idsOf("manual")).toEqual([place.client]);
    expect(await idsOf("ai")).toEqual([place.won]);
    expect(await idsOf("pictures")).toEqual([place.won]);
    expect(await idsOf("videos")).toEqual([]);
    expect(await idsOf("otherMedia")).toEqual([place.lead]);
    expect(await idsOf("contacts", { level: 3 })).toEqual([place.client]);
    expect(await idsOf("contacts", { agentId: place.desk })).toEqual([place.lead]);
    expect(await idsOf("new", { level: 2 })).toEqual([]);
    const [item] = (await must(listBehind(deps, place.db, asked("pictures")))).items;
    expect(item).toEqual({
      contactId: place.won,
      contactName: "Bruno",
      conversationId: place.threads.won,
      day: "2026-11-20",
      count: 1,
    });
  });

  it("count who was joined into somebody as that one, from the first day on", async () => {
    const place = await busyTown();
    const joined = place.db.update(contacts, { mergedInto: place.client }, eq(contacts.id, place.lead));
    await place.db.batch([joined, ...daysFollow(place.db, [place.client, place.lead])]);
    await countTenant(place.db, { timeZone: "Europe/Rome" }, noon + day + 2 * hour);
    const report = await must(readFigures(deps, place.db, range));
    expect(report.totals.uniqueContacts).toBe(2);
    const { items } = await must(listBehind(deps, place.db, asked("contacts")));
    expect(items.map(({ contactId, count }) => [contactId, count]).toSorted()).toEqual(
      [
        [place.client, 3],
        [place.won, 2],
      ].toSorted(),
    );
  });

  it("list by pages without a gap or a double", async () => {
    const place = await busyTown();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await must(listBehind(deps, place.db, asked("contacts", { limit: 1, cursor })));
      seen.push(...page.items.map(({ contactId }) => contactId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual([place.client, place.won, place.lead].toSorted());
  });

  it("show how far the range's leads have come", async () => {
    const place = await busyTown();
    const { stages } = await readFunnel(place.db, range);
    expect(stages.map(({ stage, count }) => [stage, count])).toEqual([
      ["new", 2],
      ["engaged", 1],
      ["qualified", 1],
      ["converted", 1],
    ]);
    expect(stages[1]!.share).toBeNull();
    expect((await readFunnel(place.db, { ...range, agentId: place.desk })).stages[3]!.count).toBe(0);
  });

  it("come as a file that runs nothing", async () => {
    const place = await busyTown();
    const file = await must(exportCsv(deps, place.db, range));
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="filo-2026-11-20-2026-11-21.csv"');
    const [head, ...rows] = (await file.text()).trimEnd().split("\r\n");
    expect(head).toContain("Giorno;Agente;Livello;Messaggi");
    expect(rows).toHaveLength(4);
    expect(rows.filter((row) => row.includes("'=Banco"))).toHaveLength(2);
    expect(rows.some((row) => /;=/.test(row))).toBe(false);
  });

  it("cost as many rows for many people as for few, whoever wrote how often", async () => {
    const costs = async (people: number) => {
      const place = await town();
      const agentId = await place.agent("Coach");
      const days = daysBetween("2026-10-23", "2026-11-21");
      const own = (sql: string) => DB.prepare(sql).bind(place.tenantId, people, agentId, JSON.stringify(days));
      const everybody = `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1),
        place (agent, days) AS (SELECT ?3, ?4)`;
      const id = "?1 || 'ctc' || printf('%05d', i)";
      await DB.batch([
        own(`${everybody} INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
          SELECT ?1, ${id}, 'Marta', '["lead"]', '', 1, 1 FROM n`),
        // A fifth writes every day, the others on one day each.
        own(`${everybody} INSERT INTO daily_contacts (tenant_id, day, agent_id, contact_id, level, conversation_id, inbound_messages, ai_messages,
            manual_messages, person_id)
          SELECT ?1, d.value, agent, ${id}, 1, 'cnv', 1, 1, i % 2, ${id} FROM n, place, json_each(days) AS d WHERE i % 5 = 0 OR i % 30 = d.key`),
        own(`${everybody} INSERT INTO funnel (tenant_id, contact_id, agent_id, new_at, replied_at, engaged_at, qualified_at, converted_at)
          SELECT ?1, ${id}, agent, ${noon} - i % 28 * ${day}, NULL, NULL, NULL, iif(i % 3 = 0, ${noon}, NULL) FROM n, place`),
      ]);
      await place.db.batch([sayStale(place.db, "people", days), sayStale(place.db, "leads", days)]);
      for (let round = 0; round < 2; round++) await recountDays(place.db, "Europe/Rome", []);
      const rows: Record<string, number> = {};
      const month = { ...range, from: days[0]!, to: days.at(-1)! };
      const note = async (what: string, read: (db: TenantDb) => Promise<unknown>) => {
        const counted = countedDatabase(DB);
        const answer = await read(new TenantDb(counted.d1, place.tenantId));
        rows[what] = counted.rowsRead();
        return answer;
      };
      const report = (await note("figures", (db) => must(readFigures(deps, db, month)))) as FiguresReport;
      expect(report.totals).toMatchObject({ uniqueContacts: people, newLeads: people, convertedLeads: Math.ceil(people / 3) });
      await note("funnel", (db) => readFunnel(db, month));
      for (const behind of ["contacts", "manual", "ai", "new", "engaged", "converted"] as const) {
        const first = (await note(behind, (db) =>
          must(listBehind(deps, db, { ...asked(behind), ...month, limit: 20 })),
        )) as Listed;
        expect(first.items).toHaveLength(20);
        const cursor = first.nextCursor ?? undefined;
        await note(`${behind}, on`, (db) => must(listBehind(deps, db, { ...asked(behind), ...month, limit: 20, cursor })));
      }
      return rows;
    };
    const [few, many] = [await costs(300), await costs(1_200)];
    for (const [what, rows] of Object.entries(many)) expect(rows, what).toBeLessThanOrEqual(few[what]! * 1.05 + 20);
  });
});
