import { describe, expect, it as test } from "vitest";
import { healthDictionaries } from "../../web/src/i18n/healthWords.ts";
import { platformDictionaries } from "../../web/src/i18n/platformWords.ts";
import { dictionaries } from "../../web/src/i18n/text.ts";

type Leaf = { path: string; value: unknown };

const leavesOf = (value: unknown, path = ""): Leaf[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key))
    : [{ path, value }];

const all = (language: "it" | "en") =>
  leavesOf({ first: dictionaries[language], health: healthDictionaries[language], platform: platformDictionaries[language] });
const [italian, english] = [all("it"), all("en")];

describe("the dictionaries", () => {
  test("have the same keys", () => {
    expect(english.map((leaf) => leaf.path).toSorted()).toEqual(italian.map((leaf) => leaf.path).toSorted());
  });

  test("leave nothing empty", () => {
    const blank = [...italian, ...english].filter(({ value }) => typeof value === "string" && value.trim() === "");
    expect(blank).toEqual([]);
  });

  test("use every argument of a phrase in both languages", () => {
    const phrases = (leaves: Leaf[]) =>
      new Map(leaves.flatMap(({ path, value }) => (typeof value === "function" ? [[path, value.length]] : [])));
    expect(phrases(english)).toEqual(phrases(italian));
  });
});
