import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { steady } from "../../../web/src/console/inbox/list/steady.ts";

const row = (id: string, text = id) => ({ id, text });
const rows = (ids: string) => [...ids].map((id) => row(id));
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id).join("");

describe("rows under a pointer", () => {
  it("keep their places when the order changes", () => {
    expect(idsOf(steady(rows("abc"), rows("cab")))).toBe("abc");
  });

  it("show what has changed where they stand", () => {
    expect(steady(rows("ab"), [row("b", "new"), row("a")])).toEqual([row("a"), row("b", "new")]);
  });

  it("stay when they have left, and keep what is new waiting", () => {
    expect(idsOf(steady(rows("abc"), rows("xac")))).toBe("abc");
  });

  it("let the next page follow", () => {
    expect(idsOf(steady(rows("abc"), rows("bacde")))).toBe("abcde");
  });

  it("come all at once where nothing was shown", () => {
    expect(idsOf(steady([], rows("ab")))).toBe("ab");
  });

  it("never move and never stand twice, whatever comes", () => {
    const list = fc.uniqueArray(fc.constantFrom(..."abcdefghij")).map((ids) => rows(ids.join("")));
    fc.assert(
      fc.property(list, list, (shown, next) => {
        const kept = idsOf(steady(shown, next));
        expect(kept.startsWith(idsOf(shown))).toBe(true);
        expect(new Set(kept).size).toBe(kept.length);
      }),
    );
  });
});
