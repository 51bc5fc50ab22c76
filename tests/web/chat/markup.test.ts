import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkup, spokenText } from "../../../web/src/chat/markup.ts";

describe("the markup of answers", () => {
  it("knows paragraphs, line breaks, lists and where a list goes on", () => {
    const blocks = parseMarkup("Orari:\n- lunedì\n* martedì\n\nPoi:\n2) secondo\n3. terzo");
    expect(blocks.map((block) => block.kind)).toEqual(["paragraph", "list", "paragraph", "list"]);
    expect(blocks[1]).toMatchObject({ isOrdered: false, items: [[{ text: "lunedì" }], [{ text: "martedì" }]] });
    expect(blocks[3]).toMatchObject({ isOrdered: true, start: 2 });
  });

  it("knows bold in both spellings and emphasis, and leaves arithmetic and names alone", () => {
    const runs = (text: string) => {
      const [block] = parseMarkup(text);
      return block?.kind === "paragraph" ? block.lines[0]?.map((run) => [run.kind, run.text]) : undefined;
    };
    expect(runs("un **gran** giorno")).toEqual([
      ["text", "un "],
      ["strong", "gran"],
      ["text", " giorno"],
    ]);
    expect(runs("*forza* e _calma_")).toEqual([
      ["strong", "forza"],
      ["text", " e "],
      ["emphasis", "calma"],
    ]);
    expect(runs("3 * 4 * 5 e file_di_prova")).toEqual([["text", "3 * 4 * 5 e file_di_prova"]]);
    expect(runs("vedi https://filo.example/a_b_c.")).toEqual([
      ["text", "vedi "],
      ["link", "https://filo.example/a_b_c"],
      ["text", "."],
    ]);
  });

  it("links https addresses only", () => {
    const kinds = parseMarkup("javascript:alert(1) http://x.example <a href=https://y.example>").flatMap((block) =>
      block.kind === "paragraph" ? block.lines.flat() : [],
    );
    expect(kinds.filter((run) => run.kind === "link")).toEqual([
      { kind: "link", text: "https://y.example", href: "https://y.example" },
    ]);
  });

  it("keeps every word of any text, and reads it out without signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const letters = (some: string) => some.replace(/[^\p{L}]/gu, "");
        expect(letters(spokenText(text))).toBe(letters(text));
      }),
      { numRuns: 1_000 },
    );
    expect(spokenText("**Ciao**\n- uno\n- due")).toBe("Ciao\nuno\ndue");
  });
});
