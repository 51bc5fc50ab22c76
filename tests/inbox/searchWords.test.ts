import { describe, expect, it } from "vitest";
import { hitWords, snippetOf } from "../../workers/inbox/searchWords.ts";

describe("a snippet", () => {
  it("is a short text as it is, on one line", () => {
    expect(snippetOf("quanto\n costa?", ["costa"])).toBe("quanto costa?");
  });

  it("shows the words around the first that was found, whatever their accents and the letters before them", () => {
    const text = `${"😀 è ".repeat(60)}la caffè costa due euro ${"bla ".repeat(80)}`;
    const snippet = snippetOf(text, ["caffe"]);
    expect(snippet).toMatch(/^….*la caffè costa due euro.*…$/u);
    expect([...snippet].length).toBeLessThanOrEqual(162);
  });

  it("takes no word's middle for its beginning", () => {
    expect(snippetOf(`il decaffeinato ${"e altro ".repeat(30)} il caffè`, ["caffe"])).toContain("il caffè");
  });

  it("begins and ends between words, unless there is nothing to cut between", () => {
    const text = "prima ".repeat(20) + "caldaia " + "seguente ".repeat(40);
    expect(snippetOf(text, ["caldaia"])).toMatch(/^…prima (prima )*caldaia (seguente )*seguente…$/);
    const unbroken = "x".repeat(100) + " caldaia" + "y".repeat(300);
    expect(snippetOf(unbroken, ["caldaia"])).toContain("caldaiay");
  });
});

describe("what a hit in a file shows", () => {
  const text = `Ciao, vorrei sapere ${"e poi ".repeat(20)}della caldaia`;

  it("is what the file says, without its name", () => {
    expect(hitWords("WhatsApp Image.jpg", "Ciao, vorrei la caldaia", ["caldaia"])).toBe("Ciao, vorrei la caldaia");
    expect(hitWords("WhatsApp Image.jpg", text, ["caldaia"])).toMatch(/^….*della caldaia$/);
  });

  it("is the whole name when a word is in it, and what else was found", () => {
    expect(hitWords("fattura-marzo.pdf", "Altro", ["marzo"])).toBe("fattura-marzo.pdf");
    expect(hitWords("fattura-marzo.pdf", "La caldaia", ["marzo", "caldaia"])).toBe("fattura-marzo.pdf · La caldaia");
  });
});
