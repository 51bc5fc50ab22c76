import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageOf, languageToKeep } from "../../workers/agents/languageOf.ts";
import { corpus } from "./languageCorpus.ts";

const known = ["it", "en", "es", "fr", "other"] as const;

describe("the language of short messages", () => {
  const all = known.flatMap((language) => corpus[language].map((text) => ({ text, language })));
  const found = all.map(({ text, language }) => ({ text, language, found: languageOf([text]).language }));

  it("is right for 19 in 20 of more than 200, one message at a time", () => {
    expect(all.length).toBeGreaterThan(200);
    const wrong = found.filter((one) => one.found !== one.language);
    expect(1 - wrong.length / all.length, JSON.stringify(wrong, null, 1)).toBeGreaterThan(0.95);
  });

  it("is right for 9 in 10 in each language", () => {
    for (const language of known) {
      const mine = found.filter((one) => one.language === language);
      const right = mine.filter((one) => one.found === language).length / mine.length;
      expect(right, language).toBeGreaterThan(0.9);
    }
  });

  it("is kept only where it is sure: hardly ever a wrong one, and soon a right one", () => {
    const four = all.filter(({ language }) => language !== "other");
    const kept = four.map(({ text, language }) => ({ text, language, kept: languageToKeep([text]) }));
    const wrong = kept.filter((one) => one.kept !== null && one.kept !== one.language);
    expect(wrong.length / four.length, JSON.stringify(wrong, null, 1)).toBeLessThan(0.01);
    expect(kept.filter((one) => one.kept === one.language).length / four.length).toBeGreaterThan(0.85);
  });

  it("is certain after three messages", () => {
    for (const language of ["it", "en", "es", "fr"] as const)
      for (let at = 0; at + 3 <= corpus[language].length; at += 3) {
        const three = corpus[language].slice(at, at + 3);
        expect(languageToKeep(three), three.join(" / ")).toBe(language);
      }
  });

  it.each(corpus.nothing)("isn't guessed from “%s”", (text) => expect(languageToKeep([text])).toBeNull());

  it("is English for Filo's own texts to somebody of another language", () => {
    expect(languageToKeep(["Guten Tag, ich möchte einen Termin, haben Sie am Sonntag geöffnet?"])).toBe("en");
    expect(languageToKeep(["Здравствуйте, сколько стоит?"])).toBe("en");
  });

  it("follows the words, not the names, links and addresses among them", () => {
    expect(languageToKeep(["Hello, I am Giuseppe and I would like to know what the pasta costs"])).toBe("en");
    expect(languageToKeep(["guardate qui https://example.com/the-best-of-the-year è il mio"])).toBe("it");
  });

  it("answers within bounds whatever is written", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { maxLength: 5 }), (texts) => {
        const { language, confidence } = languageOf(texts);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (language === null) expect(languageToKeep(texts)).toBeNull();
      }),
    );
    expect(languageToKeep([`${"ciao ".repeat(200_000)}`])).not.toBe("fr");
  });
});
