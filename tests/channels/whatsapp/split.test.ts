import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxPartLength, splitText } from "../../../workers/channels/whatsapp/split.ts";

const bare = (text: string) => text.replaceAll(/\s+/g, "");

/** Text as models write it: words, sentences, paragraphs, emoji of several code points, accents, right-to-left, long links. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(". ", "! ", "\n", "\n\n", "\n\n\n", "  ", ", ", "\r\n", "…\n") },
  { weight: 2, arbitrary: fc.constantFrom("👩‍👩‍👧‍👦", "🇮🇹", "👍🏽", "e\u0301", "نص عربي", "שלום", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", " \u0308") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 400 }).map((length) => "x".repeat(length)) },
);
const prose = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(""));

describe("splitting a long reply", () => {
  it("loses nothing, keeps the order and fits, whatever the text and the limit", () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 20, max: maxPartLength }), (text, max) => {
        const parts = splitText(text, max);
        expect(parts.map(bare).join("")).toBe(bare(text));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(max);
          expect(part.trimEnd()).toBe(part);
          expect(part).not.toBe("");
          expect(part).not.toMatch(/^\s(?![\p{M}\p{Emoji_Modifier}\u200c\u200d])/u);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("never cuts a character as people see it", () => {
    const characters = (text: string) => [...new Intl.Segmenter("it").segment(text)].map(({ segment }) => segment);
    const seen = fc.constantFrom("👩‍👩‍👧‍👦", "🇮🇹", "👍🏽", "e\u0301", "a", "🏴󠁧󠁢󠁥󠁮󠁧󠁿");
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 80 }), fc.integer({ min: 15, max: 60 }), (list, max) => {
        const text = list.join("");
        expect(splitText(text, max).flatMap(characters)).toEqual(characters(text));
      }),
      { numRuns: 1500 },
    );
  });

  it("doesn't take an accent from the space that carries it", () => {
    const text = `uno due ${"a".repeat(12)} \u0301${"b".repeat(30)}`;
    for (let max = 15; max < 40; max++) expect(splitText(text, max).some((part) => /^\p{M}/u.test(part))).toBe(false);
  });

  it("cuts even what is one endless character, but no code point", () => {
    const endless = `a${"\u0301".repeat(100)}${"😀".repeat(40)}`;
    const parts = splitText(endless, 21);
    expect(parts.join("")).toBe(endless);
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
  });

  it.each([
    ["paragraphs", `${"a".repeat(900)}.\n\n${"b".repeat(400)}. ${"c".repeat(400)}`, 901],
    ["lines", `${"a".repeat(900)}. Da\n${"b".repeat(400)} ${"c".repeat(400)}`, 904],
    ["sentences", `${"a".repeat(900)}? ${"b".repeat(400)} ${"c".repeat(400)}`, 901],
    ["words", `${"a".repeat(900)} ${"b".repeat(400)} ${"c".repeat(400)}`, 1301],
    ["words, rather than leave a tiny first part", `Sì.\n\n${"b".repeat(1400)} ${"c".repeat(400)}`, 1405],
  ])("prefers to cut between %s", (_name, text, firstLength) => {
    const [first] = splitText(text);
    expect(first).toHaveLength(firstLength);
  });

  it("leaves a short text whole and an empty one without parts", () => {
    expect(splitText("Ciao\n\nCome va?")).toEqual(["Ciao\n\nCome va?"]);
    expect(splitText(" \n ")).toEqual([]);
    expect(splitText("x".repeat(1500))).toHaveLength(1);
    expect(splitText("x".repeat(1501)).map((part) => part.length)).toEqual([1500, 1]);
  });
});
