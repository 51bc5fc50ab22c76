import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idOf, idPrefixes, type IdKind } from "../../schema/contract/ids.ts";
import { makeId, timeOfId } from "../../workers/platform/ids.ts";

const kinds = fc.constantFrom(...(Object.keys(idPrefixes) as IdKind[]));
const times = fc.integer({ min: 0, max: 2 ** 47 });
const randomness = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("ids", () => {
  it("are valid for their own kind and no other", () => {
    fc.assert(
      fc.property(kinds, kinds, times, randomness, (kind, other, time, random) => {
        const id = makeId(kind, time, random);
        expect(idOf(kind).safeParse(id).success).toBe(true);
        expect(idOf(other).safeParse(id).success).toBe(kind === other);
      }),
    );
  });

  it("sort by age and tell it", () => {
    fc.assert(
      fc.property(times, times, randomness, randomness, (a, b, first, second) => {
        expect(timeOfId(makeId("message", a, first))).toBe(a);
        fc.pre(a < b);
        expect(makeId("message", a, first) < makeId("message", b, second)).toBe(true);
      }),
    );
  });

  it("have prefixes that tell every kind apart", () => {
    expect(new Set(Object.values(idPrefixes)).size).toBe(Object.keys(idPrefixes).length);
  });
});
