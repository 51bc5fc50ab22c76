import { afterEach, describe, expect, it } from "vitest";
import { failureReasonOf } from "../../web/src/console/inbox/failureReasons.ts";
import { failureText, hasTrouble, isWithdrawn } from "../../web/src/console/inbox/thread/failureText.ts";
import { languages, setLanguage } from "../../web/src/i18n/language.ts";
import { dictionaries } from "../support/dictionaries.ts";
import { failureOf } from "../../workers/channels/whatsapp/errors.ts";

afterEach(() => setLanguage("it"));

const textOf = (code: string, detail = "Some English of the provider's") =>
  failureText({ status: "failed", failure: { code, detail } });

/** Twilio's codes run from 10001 up; those the line has words of its own for, it may give a message. */
const twilioCodes = Array.from({ length: 60_000 }, (_, at) => String(at + 10_000)).filter(
  (code) => failureOf(code, "unknown").detail !== "unknown",
);
const otherCodes = ["no_line", "no_channel", "no_credentials", "window_closed", "taken_over", "unknown_outcome", "pace"];
const passingCodes = ["20429", "20500", "20503", "21611", "30001", "14107", "408", "429", "500", "502", "503", "504"];

describe("why a message did not go out", () => {
  it("has a reason for every code a message can fail with", () => {
    expect(twilioCodes.length).toBeGreaterThan(30);
    const unexplained = [...twilioCodes, ...otherCodes, ...passingCodes].filter((code) => failureReasonOf(code) === null);
    expect(unexplained).toEqual([]);
  });

  it.each(languages)("is told in %s, never in the provider's words, and says what to do", (language) => {
    setLanguage(language);
    const { byReason } = dictionaries[language].failures;
    for (const words of Object.values(byReason)) expect(words).toMatch(/^[^.]+\. \p{Lu}[^.]+\.$/u);
    expect(new Set(Object.values(byReason)).size).toBe(Object.keys(byReason).length);
    for (const code of [...twilioCodes, ...otherCodes, "99999", "unknown"]) expect(textOf(code)).not.toContain("provider's");
  });

  it("names what the consultant can act on", () => {
    expect(textOf("63016")).toBe(textOf("window_closed"));
    expect(textOf("21610")).toContain("STOP");
    expect(textOf("63003")).toContain("non è su WhatsApp");
    expect(textOf("20003")).toContain("credenziali");
    expect(textOf("503")).toContain("Twilio non risponde");
  });

  it("gives the code of a failure it does not know, to look up, and none where there is none", () => {
    expect(textOf("63999")).toContain("63999");
    expect(textOf("unknown")).not.toContain("unknown");
    expect(failureText({ status: "failed", failure: null })).toBe(textOf("unknown"));
  });

  it("does not say of an uncertain message that it did not go out", () => {
    setLanguage("en");
    const failure = { code: "unknown_outcome", detail: "" };
    expect(failureText({ status: "ambiguous", failure })).not.toContain(dictionaries.en.inbox.failedBecause(""));
    expect(failureText({ status: "failed", failure })).toContain(dictionaries.en.inbox.failedBecause(""));
  });

  it.each(languages)("is told in %s of what was withdrawn too, and of nothing that was withdrawn for no reason", (language) => {
    setLanguage(language);
    const { byReason, stopConfirmed } = dictionaries[language].failures;
    const told = { taken_over: byReason.takenOver, stopped: byReason.stopped, "21610": stopConfirmed };
    for (const [code, words] of Object.entries(told)) {
      const message = { status: "canceled", failure: { code, detail: "" } } as const;
      expect(hasTrouble(message)).toBe(true);
      expect(isWithdrawn(message)).toBe(true);
      expect(failureText(message)).toContain(words);
    }
    const refused = { status: "failed", failure: { code: "21610", detail: "" } } as const;
    expect(failureText(refused)).toContain(byReason.stopped);
    expect(isWithdrawn(refused)).toBe(false);
    expect(hasTrouble({ status: "canceled", failure: null })).toBe(false);
    expect(hasTrouble({ status: "delivered", failure: null })).toBe(false);
  });
});
