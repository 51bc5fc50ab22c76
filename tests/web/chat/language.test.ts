import { describe, expect, it } from "vitest";
import { acceptedLanguages, readerLanguage } from "../../../web/src/chat/language.ts";

describe("the page's language", () => {
  it.each([
    [["it-IT", "en"], "en", "it"],
    [["en-US", "it"], "it", "en"],
    [["de-DE", "en-GB"], "it", "en"],
    [["es-MX", "en"], "it", "es"],
    [["de-DE", "fr"], "it", "fr"],
    [["de-DE", "pt"], "it", "it"],
    [[], "en", "en"],
  ] as const)("for a browser that wants %j and an agent in %s is %s", (wanted, agents, spoken) => {
    expect(readerLanguage(wanted, agents)).toBe(spoken);
  });

  it("reads what a browser accepts, best first", () => {
    expect(acceptedLanguages("de;q=0.5, it-IT, en;q=0.9, *;q=0.1, fr;q=0")).toEqual(["it-IT", "en", "de"]);
    expect(acceptedLanguages(null)).toEqual([]);
  });
});
