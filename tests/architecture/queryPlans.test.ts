import { beforeAll, expect, it } from "vitest";
import { behindSchema } from "../../schema/contract/figures.ts";
import { conversationListQuerySchema } from "../../schema/contract/conversations.ts";
import { contactListQuerySchema } from "../../schema/contract/contacts.ts";
import { daysFollow, staleLeads } from "../../workers/contacts/countedDays.ts";
import { listContacts } from "../../workers/contacts/listContacts.ts";
import { countTenant } from "../../workers/figures/countTenant.ts";
import { exportCsv } from "../../workers/figures/exportCsv.ts";
import { listBehind } from "../../workers/figures/listBehind.ts";
import { readFigures } from "../../workers/figures/readFigures.ts";
import { readFunnel } from "../../workers/figures/readFunnel.ts";
import { sayStale } from "../../workers/figures/staleDays.ts";
import { readFailures } from "../../workers/health/readFailures.ts";
import { readJobs } from "../../workers/health/readJobs.ts";
import { readWindows } from "../../workers/health/readWindows.ts";
import { listConversations } from "../../workers/inbox/listConversations.ts";
import { readCounts } from "../../workers/inbox/readCounts.ts";
import { search } from "../../workers/inbox/search.ts";
import { readKnown } from "../../workers/privacy/exportRows.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { encodeCursor } from "../../workers/platform/cursor.ts";
import { Directory } from "../../workers/platform/directory.ts";
import type { ConsoleCaller } from "../../workers/platform/route.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { tenantRow } from "../inbox/crowd.ts";
import { NodeD1 } from "../support/nodeD1.ts";
import { placesIn, wideLines } from "../support/sql/widePlans.ts";

const d1 = new NodeD1();
const real = d1.asD1();
const sent = new Set<string>();
const watched = {
  prepare: (sql: string) => {
    sent.add(sql);
    return real.prepare(sql);
  },
  batch: (statements: D1PreparedStatement[]) => real.batch(statements),
} as unknown as D1Database;
const db = new TenantDb(watched, "ten_a");
const directory = new Directory(watched);

/** What the product asks is what counts: an empty tenant asks the same. */
const planOf = (sql: string): string[] =>
  d1.sqlite
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: placesIn(sql) }, () => null))
    .map(({ detail }) => String(detail));

/** None may go through a table, or through all that a tenant has in one, unless `widePlans.ts` says why what it reads stays small. */
const wide = () => [...sent].flatMap((sql) => wideLines({ sql, lines: planOf(sql) }).map((line) => `${line}: ${sql}`));

const idOf = (prefix: string) => `${prefix}_${"0".repeat(26)}`;

beforeAll(() => {
  d1.sqlite.prepare(tenantRow).run("ten_a");
});

it("every list of the inbox, by every filter and order, on every page, goes by an index", async () => {
  const inbox = () => ({ unreadCounts: async () => ({}), unreadPage: async () => [], unreadTotal: async () => 0 }) as never;
  const caller = { tenantId: "ten_a", userId: "usr_a", memberSince: 0, db } as ConsoleCaller;
  const narrowings = [{}, { agentId: idOf("agt") }, { labelId: idOf("lbl") }, { agentId: idOf("agt"), labelId: idOf("lbl") }];
  const { filter, sort } = conversationListQuerySchema.shape;
  for (const one of filter.unwrap().options)
    for (const order of sort.unwrap().options)
      for (const narrowing of [...narrowings, { contactId: idOf("ctc") }])
        for (const cursor of [undefined, encodeCursor([0, 1, idOf("cnv")])]) {
          const query = conversationListQuerySchema.parse({ filter: one, sort: order, cursor, ...narrowing });
          await listConversations({ inbox }, caller, query);
        }
  await readCounts({ inbox }, caller);
  expect(sent.size).toBeGreaterThan(50);
  expect(wide()).toEqual([]);
});

it("contacts and search, however they are narrowed, go by an index", async () => {
  const { role, level, state } = { role: ["client", "supplier"], level: [1, 3], state: ["blocked", "stopped"] };
  for (const narrowing of [
    {},
    ...role.map((one) => ({ role: one })),
    ...level.map((one) => ({ level: one })),
    { state: state[0] },
  ])
    for (const words of [undefined, "Anna Ro", "333 12", "%"])
      for (const cursor of [undefined, encodeCursor([idOf("ctc")])])
        await listContacts(db, contactListQuerySchema.parse({ ...narrowing, search: words, cursor }));
  for (const words of ["ciao", "ciao a tutti", "+39 333"]) await search(db, words);
  expect(wide()).toEqual([]);
});

it("figures, what is behind them, their counting, health and the clock's look for work go by an index", async () => {
  const deps = { chance: systemChance, directory, keyUsage: { daysOf: async () => [] } };
  const range = { from: "2026-10-01", to: "2026-11-20" };
  for (const narrowing of [{}, { agentId: idOf("agt") }, { level: 1 as const }, { agentId: idOf("agt"), level: 2 as const }]) {
    const query = { agentId: undefined, level: undefined, ...range, ...narrowing };
    await readFigures(deps, db, query);
    await readFunnel(db, query);
    await exportCsv(deps, db, query);
    for (const behind of behindSchema.options)
      for (const of of ["range", "cohort"] as const)
        for (const cursor of [undefined, encodeCursor([1, idOf("ctc")])])
          await listBehind(deps, db, { ...query, behind, of, limit: 50, cursor });
  }
  d1.sqlite.exec("INSERT INTO figure_marks VALUES ('ten_a', '2026-11-18', 0)");
  await db.batch([sayStale(db, "people", ["2026-11-01"]), sayStale(db, "leads", ["2026-11-01"])]);
  await countTenant(db, { timeZone: "Europe/Rome" }, Date.UTC(2026, 10, 20));
  await db.batch([...daysFollow(db, [idOf("ctc"), idOf("ctc")]), staleLeads(db, [idOf("ctc")])]);
  expect([...sent].filter((sql) => /daily_people|daily_leads|stale_days/.test(sql)).length).toBeGreaterThan(10);
  await Promise.all([readFailures(db, 0), readJobs(db, 1), readWindows(db, 1), directory.dueJobs(1, 10)]);
  expect(wide()).toEqual([]);
});

it("what is known of a person is read by indexes", async () => {
  for (const ids of [[idOf("ctc")], [idOf("ctc"), idOf("ctc")]]) await readKnown(db, ids);
  expect(wide()).toEqual([]);
});
