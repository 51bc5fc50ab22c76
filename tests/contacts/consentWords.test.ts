import { describe, expect, it } from "vitest";
import { customerLanguages } from "../../schema/contract/enums.ts";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import { consentWord, type ConsentWord } from "../../workers/contacts/consentWords.ts";

describe("what a customer says about being written to", () => {
  const cases: [text: string, word: ConsentWord | null][] = [
    ["STOP", "stopped"],
    ["stop", "stopped"],
    [" Stop. ", "stopped"],
    ["STOP!!!", "stopped"],
    ["«stop»", "stopped"],
    ["Stop\n", "stopped"],
    ["ＳＴＯＰ", "stopped"],
    ["stóp", "stopped"],
    ["Stop  tutto!", "stopped"],
    ["STOP-TUTTO", "stopped"],
    ["Annulla", "stopped"],
    ["basta", "stopped"],
    ["Alt.", "stopped"],
    ["UNSUBSCRIBE", "stopped"],
    ["cancel", "stopped"],
    ["end", "stopped"],
    ["Quit", "stopped"],
    ["STOPALL", "stopped"],
    ["Stop all", "stopped"],
    ["Revoke", "stopped"],
    ["OPTOUT", "stopped"],
    ["opt-out", "stopped"],
    ["START", "started"],
    ["Inizia", "started"],
    ["riprendi!", "started"],
    ["unstop", "started"],
    ["Subscribe", "started"],
    ["sì", null],
    ["yes", null],
    ["ok", null],
    ["", null],
    ["...", null],
    ["🛑", null],
    ["stop alle pubblicità", null],
    ["non stop", null],
    ["nonstop", null],
    ["basta così, grazie", null],
    ["annulla la prenotazione di domani", null],
    ["alt stop", null],
    ["quando inizia il corso?", null],
    ["constructor", null],
    ["stop ".repeat(20), null],
  ];
  it.each(cases)("%j", (text, word) => {
    expect(consentWord(text)).toBe(word);
  });

  it("is confirmed in each language, naming the word that takes it back", () => {
    for (const language of customerLanguages) {
      expect(consentText("stopped", language)).toContain("START");
      expect(consentText("started", language)).toContain("STOP");
    }
    expect(new Set(customerLanguages.map((language) => consentText("stopped", language))).size).toBe(customerLanguages.length);
  });
});
