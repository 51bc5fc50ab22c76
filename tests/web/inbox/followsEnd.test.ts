import fc from "fast-check";
import { expect, test } from "vitest";
import { followsEnd, nearEnd } from "../../../web/src/console/inbox/thread/followsEnd.ts";

test("rows that grow, however much, never let go of the newest message", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ grows: fc.nat(5_000), scrolls: fc.nat(900) })), (moves) => {
      let offset = 0;
      let distance = 0;
      let follows = true;
      for (const { grows, scrolls } of moves) {
        const before = offset;
        offset += scrolls;
        distance = Math.max(0, distance + grows - scrolls);
        follows = followsEnd({ follows, offset, before, distance });
      }
      expect(follows).toBe(true);
    }),
  );
});

test("a reader who moves up is left there, and is taken along again at the end", () => {
  const up = followsEnd({ follows: true, offset: 500, before: 700, distance: 200 });
  expect(up).toBe(false);
  expect(followsEnd({ follows: up, offset: 560, before: 500, distance: nearEnd })).toBe(false);
  expect(followsEnd({ follows: up, offset: 600, before: 500, distance: nearEnd - 1 })).toBe(true);
});

test("moving up by less than a message is still the end", () => {
  expect(followsEnd({ follows: true, offset: 660, before: 700, distance: 40 })).toBe(true);
});
