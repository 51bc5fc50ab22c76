import fc from "fast-check";
import { expect, it } from "vitest";
import type { Behind, BehindItem, FiguresQuery, Totals } from "../../schema/contract/figures.ts";
import type { Level } from "../../schema/contract/enums.ts";
import { dayAfter } from "../../workers/figures/days.ts";
import { listBehind } from "../../workers/figures/listBehind.ts";
import { readFigures } from "../../workers/figures/readFigures.ts";
import { readFunnel } from "../../workers/figures/readFunnel.ts";
import { isRefusal } from "../../workers/platform/refusal.ts";
import { History, type SeenDay } from "./history.ts";

const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      who: fc.nat(4),
      agent: fc.nat(1),
      by: fc.constantFrom("customer" as const, "customer" as const, "ai" as const, "person" as const),
      level: fc.constantFrom<Level>(1, 1, 2, 3),
      hoursLate: fc.constantFrom(0, 0, 0, 3, 20, 30),
      isPicture: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pass" as const), hours: fc.constantFrom(2, 9, 26, 26, 26, 50, 50, 400, 9_000) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("count" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("merge" as const), who: fc.nat(4), into: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("undo" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("win" as const), who: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), who: fc.nat(4) }) },
);

interface Asked {
  query: FiguresQuery;
  history: History;
}

/** Days of contacts that a query is about, as they were seen in the messages themselves when their day was counted last. */
const meant = ({ query, history }: Asked, days: SeenDay[] = history.seen()): SeenDay[] =>
  days.filter(
    ({ day, agentId, level }) =>
      day >= query.from && day <= query.to && agentId === (query.agentId ?? agentId) && level === (query.level ?? level),
  );

const peopleOf = (days: SeenDay[], history: History): number =>
  new Set(days.filter(({ inbound }) => inbound > 0).map(({ contactId }) => history.survivorOf(contactId))).size;

const expectPeople = async (asked: Asked): Promise<void> => {
  const { query, history } = asked;
  const report = await readFigures(history.deps, history.db, query);
  if (isRefusal(report)) throw new Error(report.key);
  const days = meant(asked);
  const leads = query.level === undefined || query.level === 1 ? history.leads(query.agentId) : [];
  const within = (day: string | null) => day !== null && day >= query.from && day <= query.to;
  expect(report.totals).toMatchObject({
    uniqueContacts: peopleOf(days, history),
    newLeads: leads.filter((lead) => within(lead.days[0]!)).length,
    convertedLeads: leads.filter((lead) => within(lead.days[3]!)).length,
  } satisfies Partial<Totals>);
  if (query.level === undefined) expect(report.totals.inboundMessages).toBe(days.reduce((sum, { inbound }) => sum + inbound, 0));
  const counted = (parts: { uniqueContacts: number }[]) => parts.map(({ uniqueContacts }) => uniqueContacts);
  const partly = (is: (day: SeenDay) => boolean) => peopleOf(days.filter(is), history);
  expect(counted(report.days)).toEqual(report.days.map(({ day }) => partly((one) => one.day === day)));
  expect(counted(report.agents)).toEqual(report.agents.map(({ agentId }) => partly((one) => one.agentId === agentId)));
  expect(counted(report.levels)).toEqual(report.levels.map(({ level }) => partly((one) => one.level === level)));
  const cohort = leads.filter((lead) => within(lead.days[0]!));
  const { stages } = await readFunnel(history.db, query);
  expect(stages.map(({ count }) => count)).toEqual(
    stages.map((_, stage) => cohort.filter((lead) => lead.days[stage] !== null).length),
  );
};

const listed = async ({ query, history }: Asked, behind: Behind) => {
  const items = [];
  for (let cursor: string | undefined; ;) {
    const page = await listBehind(history.deps, history.db, { ...query, behind, of: "range", limit: 2, cursor });
    if (isRefusal(page)) throw new Error(page.key);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
};

type Shown = Pick<BehindItem, "contactId" | "day" | "count">;

const latestFirst = (items: Shown[]): Shown[] =>
  items
    .map(({ contactId, day, count }) => ({ contactId, day, count }))
    .toSorted((a, b) => (a.day + a.contactId < b.day + b.contactId ? 1 : -1));

/** What a list must show of these days: everybody once, with their last day. */
const shownOf = (history: History, days: SeenDay[], column: "inbound" | "ai" | "manual"): Shown[] => {
  const byPerson = Map.groupBy(
    days.filter((day) => day[column] > 0),
    ({ contactId }) => history.survivorOf(contactId),
  );
  const shown = [...byPerson].map(([contactId, theirs]) => ({
    contactId,
    day: theirs
      .map(({ day }) => day)
      .toSorted()
      .at(-1)!,
    count: theirs.reduce((sum, day) => sum + day[column], 0),
  }));
  return latestFirst(shown);
};

const expectLists = async (asked: Asked): Promise<void> => {
  const { history } = asked;
  for (const [behind, column] of [
    ["contacts", "inbound"],
    ["ai", "ai"],
    ["manual", "manual"],
  ] as const) {
    const items = await listed(asked, behind);
    expect(items.map(({ contactId, day, count }) => ({ contactId, day, count }))).toEqual(shownOf(history, meant(asked), column));
  }
  const senders = await listed(asked, "pictures");
  expect(latestFirst(senders)).toEqual(shownOf(history, meant(asked, history.pictures()), "inbound"));
  expect(senders.map(({ day }) => day)).toEqual(
    senders
      .map(({ day }) => day)
      .toSorted()
      .toReversed(),
  );
};

it("figures and lists are what the messages say, over any history of late ones, merges, their undo and erasures", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 12, maxLength: 40 }), fc.nat(40), fc.nat(40), async (actions, back, long) => {
      const history = await History.begin();
      try {
        for (const one of actions) await history.take(one);
        await history.settle();
        const to = dayAfter(history.today(), -back);
        const from = dayAfter(to, -long);
        const longest = { from: dayAfter(history.today(), -366), to: history.today() };
        for (const range of [{ from, to }, longest])
          for (const agentId of [undefined, history.agentIds[0]!])
            for (const level of [undefined, 1 as const, 2 as const]) {
              const asked = { query: { ...range, agentId, level }, history };
              await expectPeople(asked);
              await expectLists(asked);
            }
      } finally {
        history.close();
      }
    }),
    { numRuns: 8 },
  );
});

it("a lead who was joined into an older one is counted on both their days again once that is undone", async () => {
  const history = await History.begin();
  const say = (who: number) => history.take({ do: "say", who, agent: 0, by: "customer", level: 1, hoursLate: 0 });
  try {
    await say(0);
    await history.take({ do: "pass", hours: 120 });
    await say(1);
    await history.take({ do: "count" });
    await history.take({ do: "merge", who: 0, into: 1 });
    await history.settle();
    const query = { from: dayAfter(history.today(), -30), to: history.today(), agentId: undefined, level: undefined };
    expect(history.leads(undefined)).toHaveLength(1);
    await expectPeople({ query, history });
    await history.take({ do: "undo" });
    await history.settle();
    expect(history.leads(undefined)).toHaveLength(2);
    await expectPeople({ query, history });
  } finally {
    history.close();
  }
});
