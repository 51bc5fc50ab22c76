import { describe, expect, it } from "vitest";
import { completed, mentionTrigger, slashTrigger } from "../../../web/src/console/inbox/composer/typeahead/trigger.ts";

const slash = (text: string) => slashTrigger(text, text.length)?.query ?? null;
const at = (text: string) => mentionTrigger(text, text.length)?.query ?? null;

describe("a canned reply", () => {
  it.each([
    ["/", ""],
    ["/ora", "ora"],
    ["Ciao! /perché", "perché"],
    ["riga\n/a-b_2", "a-b_2"],
  ])("is called up by %j", (text, query) => expect(slash(text)).toBe(query));

  it.each(["1/2", "https://a.example/", "and/or", "/ora ", "/ora!", "", "ciao"])("is not by %j", (text) =>
    expect(slash(text)).toBeNull(),
  );

  it("is looked for before the caret, whatever stands behind it", () => {
    expect(slashTrigger("a /or b", 4)).toEqual({ from: 2, to: 4, query: "o" });
    expect(slashTrigger("a /or b", 7)).toBeNull();
  });
});

describe("a colleague", () => {
  it.each([
    ["@", ""],
    ["senti @an", "an"],
    ["(@Anna", "Anna"],
    ["@Anna B", "Anna B"],
    ["@D’Angelo", "D’Angelo"],
  ])("is named by %j", (text, query) => expect(at(text)).toBe(query));

  it.each(["anna@example.com", "@Anna Bianchi ti", "a@", "@ "])("is not by %j", (text) => expect(at(text)).toBeNull());
});

describe("a choice", () => {
  it("comes in place of what called it up, and the caret stands behind it", () => {
    const called = slashTrigger("a /or b", 5);
    expect(called && completed("a /or b", called, "Aperti fino alle 19")).toEqual({ text: "a Aperti fino alle 19 b", caret: 21 });
  });
});
