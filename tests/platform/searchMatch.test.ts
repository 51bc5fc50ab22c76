import { describe, expect, it } from "vitest";
import { matchOf, wordsOf } from "../../workers/platform/searchMatch.ts";

describe("a question", () => {
  it("is its words, without accents, signs and repetitions", () => {
    expect(wordsOf("Perché costa COSÌ tanto? così!")).toEqual(["perche", "costa", "cosi", "tanto"]);
    expect(wordsOf("…?!")).toEqual([]);
  });

  it("can't leave its tenant or become anything but words", () => {
    const match = matchOf({ tenantId: "ten_abc", words: wordsOf('x" OR scope : "tother NEAR(y)') });
    expect(match).toBe('scope : ("tabc") AND words : ("x"* AND "or"* AND "scope"* AND "tother"* AND "near"* AND "y"*)');
  });

  it("looks within what is so and so, for its words or for a number that it may be", () => {
    const wanted = { tenantId: "ten_abc", facets: ["rolelead", "blocked"] };
    expect(matchOf(wanted)).toBe('scope : ("tabc" AND "rolelead" AND "blocked")');
    expect(matchOf({ ...wanted, words: ["333"], others: ["39333"] })).toBe(
      'scope : ("tabc" AND "rolelead" AND "blocked") AND words : (("333"*) OR ("39333"*))',
    );
  });
});
