import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanName, isPlaceholderName, placeholderName } from "../../workers/contacts/displayName.ts";
import { phonePrefixes } from "../../workers/contacts/phone.ts";

describe("names from outside", () => {
  test.each([
    ["  Anna \n Bianchi\u0000 ", "Anna Bianchi"],
    ["<b>Anna</b>", "<b>Anna</b>"],
    ["\u202eannA", "annA"],
    ["سارة 🌷", "سارة 🌷"],
    [null, ""],
  ])("%j is shown as %j", (given, shown) => {
    expect(cleanName(given)).toBe(shown);
  });

  test("never longer than 120 characters, never half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const name = cleanName(text);
        expect([...name].length).toBeLessThanOrEqual(120);
        expect(name.isWellFormed()).toBe(true);
        expect(cleanName(name)).toBe(name);
      }),
    );
  });

  test("a placeholder is known as one, a name is not", () => {
    const phone = { kind: "phone" as const, value: "+447700900001" };
    expect(isPlaceholderName(placeholderName(phone, "it"), [phone])).toBe(true);
    expect(isPlaceholderName(placeholderName({ kind: "visitor", value: "ab" }, "en"), [])).toBe(true);
    expect(isPlaceholderName("Anna", [phone])).toBe(false);
  });
});

describe("phones", () => {
  test.each([
    ["+44 77", ["+4477"]],
    ["0044 77", ["+4477"]],
    ["347 1", ["+393471", "+3471"]],
    ["3", []],
    ["Anna", []],
  ])("a search for %j looks for %j", (typed, prefixes) => {
    expect(phonePrefixes(typed)).toEqual(prefixes);
  });
});
