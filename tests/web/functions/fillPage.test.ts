import { expect, it } from "vitest";
import type { PublicInfo } from "../../../schema/contract/publicChat.ts";
import { initialOf, inlineJson, pageTexts } from "../../../web/functions/fillPage.ts";

it("inlines JSON that can neither end its element nor open a comment, and reads back the same", () => {
  const value = { text: "</script><script>alert(1)</script><!-- \u2028 è" };
  const inlined = inlineJson(value);
  expect(inlined).not.toContain("<");
  expect(JSON.parse(inlined)).toEqual(value);
});

it.each([
  ["Coach AI", "C"],
  ["  élite", "É"],
  ["🤖 7 giorni", "7"],
  ["…", "·"],
])("marks %j with %j", (name, initial) => expect(initialOf(name)).toBe(initial));

it("says in the first line that it is an AI, of whom, and how to reach a person, in every language", () => {
  const info = { agentName: "Coach AI", businessName: "Palestra Aurora", greeting: "Ciao!" } as PublicInfo;
  expect(pageTexts(info, "it").disclosure).toMatch(/Palestra Aurora.*intelligenza artificiale.*PERSONA/);
  expect(pageTexts(info, "en").disclosure).toMatch(/Palestra Aurora.*AI.*PERSON/);
  expect(pageTexts(info, "es").disclosure).toMatch(/Palestra Aurora.*inteligencia artificial.*PERSONA/);
  expect(pageTexts(info, "fr").disclosure).toMatch(/Palestra Aurora.*intelligence artificielle.*PERSONNE/);
});
