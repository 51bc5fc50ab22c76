import { expect, it } from "vitest";
import { customerLanguages } from "../../../schema/contract/enums.ts";
import { asksForPerson } from "../../../workers/agents/personRequest.ts";
import { allWords } from "../../../web/src/chat/words/allWords.ts";
import { mediaWordsOf } from "../../../web/src/chat/words/mediaWords.ts";
import { failureIn, loadWords } from "../../../web/src/chat/words/words.ts";

it.each(customerLanguages)("the page speaks %s, in the browser as in the HTML", async (language) => {
  const words = await loadWords(language);
  expect(words).toBe(allWords[language]);
  expect(Object.keys(words.failures)).toEqual(Object.keys(allWords.it.failures));
  expect(mediaWordsOf(language).refused.too_large("film.mp4")).toMatch(/^film\.mp4 .*16 M[Bo]/);
});

it.each(customerLanguages)("the word that calls a person in %s is the one in the first line, and is understood", (language) => {
  const words = allWords[language];
  expect(words.disclosure("Palestra Aurora")).toContain(words.personWord);
  expect(asksForPerson(words.personWord)).toBe(true);
});

it("says something of every failure, known or not", () => {
  expect(failureIn(allWords.fr, "internal")).toBe(allWords.fr.failure);
});
