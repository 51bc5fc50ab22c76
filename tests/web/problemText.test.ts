import { z } from "zod";
import { afterEach, describe, expect, it } from "vitest";
import { problems, problemTypePrefix, type ProblemKey } from "../../schema/contract/problems.ts";
import { Problem, problemFrom } from "../../web/src/api/problem.ts";
import { fieldProblemText, fieldTexts, problemText } from "../../web/src/api/problemText.ts";
import { languages, setLanguage } from "../../web/src/i18n/language.ts";
import { dictionaries } from "../support/dictionaries.ts";

afterEach(() => setLanguage("it"));

const keys = Object.keys(problems) as ProblemKey[];

describe("a problem in words", () => {
  it.each(languages)("has its own for every type the contract knows, in %s", (language) => {
    setLanguage(language);
    const words = keys.map((key) => problemText({ key }));
    expect(words.every((text) => text.length > 3)).toBe(true);
    expect(new Set(words).size).toBe(keys.length);
  });

  it("has none for a type that does not exist", () => {
    expect(Object.keys(dictionaries.it.problems.byKey).toSorted()).toEqual([...keys, "offline"].toSorted());
  });

  it("reads a type of a newer server as a fault", () => {
    expect(problemText(problemFrom(409, { type: `${problemTypePrefix}brand_new` }))).toBe(
      dictionaries.it.problems.byKey.internal,
    );
  });
});

describe("a failed answer", () => {
  it("is named by its type", () => {
    expect(problemFrom(409, { type: `${problemTypePrefix}slug_taken` }).key).toBe("slug_taken");
  });

  it.each([
    [401, "not_signed_in"],
    [404, "not_found"],
    [502, "unavailable"],
    [500, "internal"],
    [418, "internal"],
  ])("that says nothing of its own is named by its status %i", (status, key) => {
    expect(problemFrom(status, "<html>").key).toBe(key);
  });
});

/** The words for the first issue that a schema really has with a value. */
const wordsFor = (schema: z.ZodType, value: unknown): string => {
  const issue = schema.safeParse(value).error?.issues[0];
  return fieldProblemText({ path: "", code: issue?.code ?? "", message: issue?.message ?? "" });
};

describe("a refused field", () => {
  const words = dictionaries.it.problems.fields;

  it("is worded by what its schema says", () => {
    expect(wordsFor(z.string().min(1), "")).toBe(words.required);
    expect(wordsFor(z.string().min(10), "short")).toBe(words.tooShort(10));
    expect(wordsFor(z.string().max(2), "long")).toBe(words.tooLong);
    expect(wordsFor(z.number().min(1), 0)).toBe(words.tooSmall);
    expect(wordsFor(z.number().max(1), 9)).toBe(words.tooBig);
    expect(wordsFor(z.email(), "nobody")).toBe(words.email);
    expect(wordsFor(z.string().regex(/^x$/), "y")).toBe(words.format);
    expect(wordsFor(z.number(), null)).toBe(words.required);
    expect(wordsFor(z.enum(["a"]), "b")).toBe(words.other);
  });

  it("is found by its path", () => {
    const problem = new Problem("invalid_input", 400, { errors: [{ path: "phone", code: "phone", message: "" }] });
    expect(fieldTexts(problem)).toEqual({ phone: words.phone });
    expect(fieldTexts(null)).toEqual({});
  });
});
