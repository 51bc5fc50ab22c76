import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkText } from "../../workers/knowledge/chunk.ts";
import { searchTerms } from "../../workers/knowledge/searchQuery.ts";
import { scopeTokens } from "../../workers/knowledge/searchScope.ts";

describe("chunks", () => {
  test("keep paragraphs together and begin with the end of the one before", () => {
    const chunks = chunkText("Prima frase. Seconda.\n\nUn altro paragrafo.\n\nIl terzo.", { size: 45, overlap: 12 });
    expect(chunks).toEqual(["Prima frase. Seconda.\n\nUn altro paragrafo.", "Il terzo."]);
    expect(chunkText("Uno uno uno uno. Due due.\n\nTre tre tre.", { size: 30, overlap: 12 })).toEqual([
      "Uno uno uno uno. Due due.",
      "Due due.\n\nTre tre tre.",
    ]);
  });

  test("nothing is lost, nothing grows without end", () => {
    const anyText = fc.oneof(
      fc.lorem({ maxCount: 60, mode: "sentences" }),
      fc.array(fc.lorem({ maxCount: 12, mode: "sentences" })).map((paragraphs) => paragraphs.join("\n\n")),
      fc.string({ unit: "grapheme", maxLength: 600 }),
      fc.nat(3_000).map((length) => "a".repeat(length)),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const chunks = chunkText(text, { size: 200, overlap: 60 });
        expect(chunks.every((chunk) => chunk.length <= 262 && chunk.trim() !== "")).toBe(true);
        const letters = (value: string) => value.replace(/\s+/g, "");
        let from = 0;
        const whole = letters(text);
        for (const chunk of chunks.map(letters)) {
          const at = [...Array(Math.min(61, from + 1)).keys()].find((back) => whole.startsWith(chunk, from - back));
          expect(at).toBeDefined();
          from = from - (at ?? 0) + chunk.length;
        }
        expect(from).toBe(whole.length);
      }),
      { numRuns: 500 },
    );
  });

  test("a surrogate pair is never cut in two", () => {
    expect(chunkText("😀".repeat(300), { size: 101, overlap: 0 }).every((chunk) => !/^[\udc00-\udfff]/.test(chunk))).toBe(true);
  });
});

describe("search words", () => {
  test.each([
    ["Quanto costa l'abbonamento annuale?", '"cost"* OR "abbonament"* OR "annual"*'],
    ["Perché i PREZZI?", '"prezz"*'],
    ['" OR scope:x NEAR(a b) *', '"scop"* OR "near"*'],
    ["ciao, come va", '"va"*'],
    ["e il di 5 kg", '"5"* OR "kg"*'],
  ])("%s → %s", (text, terms) => expect(searchTerms(text)).toBe(terms));

  test.each(["", "   ", "???", "ciao", "il di la", "🙂🙂"])("nothing to look for in %j", (text) =>
    expect(searchTerms(text)).toBeNull(),
  );

  test("whatever is written, only quoted prefixes come out, and not many", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        const terms = searchTerms(text);
        if (terms === null) return;
        expect(terms).toMatch(/^"[\p{L}\p{N}]+"\*(?: OR "[\p{L}\p{N}]+"\*){0,11}$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

test("Gold alone looks into the store, and no level above its own", () => {
  const place = { tenantId: "ten_t1", agentId: "agt_a1" };
  expect(scopeTokens(place, 1)).toEqual(["aa1l1"]);
  expect(scopeTokens(place, 2)).toEqual(["aa1l1", "aa1l2"]);
  expect(scopeTokens(place, 3)).toEqual(["aa1l1", "aa1l2", "aa1l3", "st1l1", "st1l2", "st1l3"]);
});
