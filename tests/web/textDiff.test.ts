import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editsOf } from "../../web/src/console/agents/diff/edits.ts";
import { around, textDiff, type Piece } from "../../web/src/console/agents/diff/textDiff.ts";

const side = (pieces: Piece[], other: Piece["kind"]) =>
  pieces
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join("");

const anyText = fc
  .array(fc.constantFrom("rispondi ", "breve", ", ", "sempre\n", "\n", "  ", "Gold", "sì.", "🙂", "e\u0301"), { maxLength: 40 })
  .map((words) => words.join(""));

/** The length of the longest common subsequence, by the textbook's table. */
const longestCommon = (a: string[], b: string[]): number => {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const one of a) {
    const next = [0];
    for (const [at, other] of b.entries()) next.push(one === other ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!));
    row = next;
  }
  return row.at(-1)!;
};

describe("the edits between two lists", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 14 });

  it("make the one of the other, and are the fewest", () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const edits = editsOf(a, b, 100);
        const items = (other: string) => edits.filter(({ kind }) => kind !== other).flatMap((edit) => edit.items);
        expect(items("added")).toEqual(a);
        expect(items("removed")).toEqual(b);
        const same = edits.filter(({ kind }) => kind === "same").flatMap((edit) => edit.items);
        expect(same).toHaveLength(longestCommon(a, b));
      }),
    );
  });

  it("beyond the most allowed are one removal and one addition around what both begin and end with", () => {
    expect(editsOf([..."xabcy"], [..."x123y"], 2)).toEqual([
      { kind: "same", items: ["x"] },
      { kind: "removed", items: [..."abc"] },
      { kind: "added", items: [..."123"] },
      { kind: "same", items: ["y"] },
    ]);
  });
});

describe("the difference of two texts", () => {
  it("loses nothing of either", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const pieces = textDiff(before, after);
        expect(side(pieces, "added")).toBe(before);
        expect(side(pieces, "removed")).toBe(after);
        expect(pieces.every(({ text }) => text !== "")).toBe(true);
      }),
    );
  });

  it("of a text and itself is the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textDiff(text, text).every(({ kind }) => kind === "same")).toBe(true);
      }),
    );
  });

  it("shows words, not letters, and reads changes that stand together as one", () => {
    expect(textDiff("Rispondi in modo breve e gentile.", "Rispondi in modo lungo assai e gentile.")).toEqual([
      { kind: "same", text: "Rispondi in modo " },
      { kind: "removed", text: "breve" },
      { kind: "added", text: "lungo assai" },
      { kind: "same", text: " e gentile." },
    ]);
    expect(textDiff("uno due tre", "quattro cinque tre")).toEqual([
      { kind: "removed", text: "uno due" },
      { kind: "added", text: "quattro cinque" },
      { kind: "same", text: " tre" },
    ]);
  });

  it("of twenty thousand characters that have nothing in common is found at once", () => {
    const text = (word: string) => Array.from({ length: 3_000 }, (_, n) => `${word}${n}`).join(" ");
    const [before, after] = [text("a"), text("b")];
    const start = performance.now();
    const pieces = textDiff(before, after);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(side(pieces, "added")).toBe(before);
  });
});

it("what was left alone is cut down to what stands around a change", () => {
  const long = "x".repeat(1_000);
  const pieces: Piece[] = [
    { kind: "same", text: long },
    { kind: "added", text: "nuovo" },
    { kind: "same", text: long },
  ];
  expect(around(pieces, 10)).toEqual([
    null,
    { kind: "same", text: "x".repeat(10) },
    { kind: "added", text: "nuovo" },
    { kind: "same", text: "x".repeat(10) },
    null,
  ]);
});
