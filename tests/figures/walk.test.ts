import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { TenantDb } from "../../workers/platform/tenantDb.ts";
import { walk, type Place } from "../../workers/figures/walk.ts";

/** Candidates numbered downwards, of whom some are listed, and how many of them each request looked at. */
const crowdOf = (listed: readonly boolean[]) => {
  const all = listed.map((isListed, n) => ({ at: listed.length - n, id: "", contactId: `ctc_${n}`, isListed: isListed ? 1 : 0 }));
  let looked = 0;
  let asked: { after: Place | null; limit: number } = { after: null, limit: 0 };
  const candidates = (_tenantId: string, after: Place | null, limit: number) => {
    asked = { after, limit };
    return sql``;
  };
  const raw = async (write: (tenantId: string) => unknown) => {
    write("ten_a");
    const { after, limit } = asked;
    const rows = all.filter(({ at }) => after === null || at < Number(after.at)).slice(0, limit);
    looked += rows.length;
    return rows;
  };
  const page = async (limit: number, cursor: string | undefined) => {
    looked = 0;
    const found = await walk({ raw } as unknown as TenantDb, candidates, { limit, cursor });
    return { ...found, looked };
  };
  return { page, expected: all.filter(({ isListed }) => isListed).map(({ contactId }) => contactId) };
};

it("shows everybody once and in order, page by page, however few are listed, and looks at a bounded number for each", async () => {
  const crowds = fc.record({
    size: fc.nat(4_000),
    every: fc.constantFrom(1, 2, 7, 300, 1_500),
    limit: fc.constantFrom(1, 5, 50),
  });
  await fc.assert(
    fc.asyncProperty(crowds, async ({ size, every, limit }) => {
      const { page, expected } = crowdOf(Array.from({ length: size }, (_, n) => n % every === every - 1));
      const shown: string[] = [];
      let cursor: string | undefined;
      do {
        const { contactIds, nextCursor, looked } = await page(limit, cursor);
        expect(contactIds.length).toBeLessThanOrEqual(limit);
        expect(looked).toBeLessThanOrEqual(limit + 1 + 1_000);
        shown.push(...contactIds);
        cursor = nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(shown).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("looks at no more than a page and one where everybody is listed", async () => {
  const { page } = crowdOf(Array.from({ length: 500 }, () => true));
  const first = await page(50, undefined);
  expect(first).toMatchObject({ looked: 51 });
  expect(await page(50, first.nextCursor!)).toMatchObject({ looked: 51 });
});
