import { describe, expect, it } from "vitest";
import { decodeEntities } from "../../workers/previews/entities.ts";
import { emptyHead, pictureAddress, previewWords } from "../../workers/previews/previewWords.ts";

const page = new URL("https://example.com/blog/post");

describe("character references", () => {
  it.each([
    ["Caff&egrave; &amp; t&egrave;", "Caffè & tè"],
    ["L&#39;orario &#x2014; &ldquo;nuovo&rdquo;", "L'orario — “nuovo”"],
    ["&Agrave; &Eacute;", "À É"],
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
    ["&nonesuch; &constructor; a&b", "&nonesuch; &constructor; a&b"],
    ["&#0;&#xd800;&#9999999;", "\ufffd\ufffd\ufffd"],
    ["&#128512;", "😀"],
  ])("%s", (text, decoded) => expect(decodeEntities(text)).toBe(decoded));
});

describe("what is shown of a page", () => {
  it("is what it says for previews, else what it says for everybody", () => {
    const plain = { ...emptyHead, title: " Corso\n di yoga ", description: "Ogni &lt;giorno&gt;" };
    expect(previewWords(plain)).toEqual({ title: "Corso di yoga", description: "Ogni <giorno>", siteName: null });
    const og = { ...plain, ogTitle: "Yoga", ogDescription: "Vieni", siteName: "Aurora" };
    expect(previewWords(og)).toEqual({ title: "Yoga", description: "Vieni", siteName: "Aurora" });
    expect(previewWords({ ...og, ogTitle: "  ", ogDescription: "&nbsp;" })).toMatchObject({
      title: "Corso di yoga",
      description: "Ogni <giorno>",
    });
  });

  it("is nothing without a title", () => {
    expect(previewWords({ ...emptyHead, description: "x" })).toBeNull();
    expect(previewWords({ ...emptyHead, title: " \u200b&#8203; " })).toBeNull();
  });

  it("has bounds, and hides nothing", () => {
    const words = previewWords({
      ...emptyHead,
      title: "😀".repeat(500),
      description: "a ".repeat(500),
      siteName: "s".repeat(500),
    });
    expect([...words!.title]).toHaveLength(200);
    expect(words!.title.endsWith("😀…")).toBe(true);
    expect([words!.description!.length <= 300, words!.siteName!.length]).toEqual([true, 80]);
    expect(previewWords({ ...emptyHead, title: "a\u202egnp.exe&#x202e;\u0007b" })!.title).toBe("a gnp.exe b");
  });

  it("has its picture beside the page, or nowhere", () => {
    expect(pictureAddress({ ...emptyHead, image: "../a.png?x=1&amp;y=2" }, page)?.href).toBe("https://example.com/a.png?x=1&y=2");
    expect(pictureAddress({ ...emptyHead, image: "//cdn.example.org/a.png" }, page)?.href).toBe("https://cdn.example.org/a.png");
    expect(pictureAddress({ ...emptyHead, image: "https://[" }, page)).toBeNull();
    expect(pictureAddress(emptyHead, page)).toBeNull();
  });
});
