import { describe, expect, it as test } from "vitest";
import { agentDictionaries } from "../../web/src/i18n/agentWords.ts";
import { contactDictionaries } from "../../web/src/i18n/contactWords.ts";
import { headDictionaries } from "../../web/src/i18n/headWords.ts";
import { healthDictionaries } from "../../web/src/i18n/healthWords.ts";
import { importDictionaries } from "../../web/src/i18n/importWords.ts";
import { platformDictionaries } from "../../web/src/i18n/platformWords.ts";
import { settingsDictionaries } from "../../web/src/i18n/settingsWords.ts";
import { setupDictionaries } from "../../web/src/i18n/setupWords.ts";
import { shellDictionaries } from "../../web/src/i18n/shellWords.ts";
import { teamDictionaries } from "../../web/src/i18n/teamWords.ts";
import { dictionaries } from "../support/dictionaries.ts";
import { threadDictionaries } from "../../web/src/i18n/threadWords.ts";

type Leaf = { path: string; value: unknown };

const leavesOf = (value: unknown, path = ""): Leaf[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key))
    : [{ path, value }];

const all = (language: "it" | "en") =>
  leavesOf({
    first: dictionaries[language],
    agents: agentDictionaries[language],
    head: headDictionaries[language],
    health: healthDictionaries[language],
    contacts: contactDictionaries[language],
    imports: importDictionaries[language],
    settings: settingsDictionaries[language],
    setup: setupDictionaries[language],
    shell: shellDictionaries[language],
    team: teamDictionaries[language],
    thread: threadDictionaries[language],
    platform: platformDictionaries[language],
  });
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
