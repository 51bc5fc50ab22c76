import { afterEach, describe, expect, it } from "vitest";
import { comingMoment } from "../../../web/src/i18n/comingMoment.ts";
import { language, setLanguage } from "../../../web/src/i18n/language.ts";

const now = new Date(2026, 2, 10, 9, 30);
const at = (day: number, hour: number, month = 2) => comingMoment(new Date(2026, month, day, hour).toISOString(), now);
const before = language();
afterEach(() => setLanguage(before));

describe("a moment to come, within a sentence", () => {
  it("reads in Italian", () => {
    setLanguage("it");
    expect([at(10, 15), at(11, 9), at(13, 9), at(20, 9)]).toEqual([
      "alle 15:00",
      "domani alle 09:00",
      "venerdì alle 09:00",
      "20 mar alle 09:00",
    ]);
  });

  it("reads in English", () => {
    setLanguage("en");
    expect([at(10, 15), at(11, 9), at(13, 9)]).toEqual(["at 15:00", "tomorrow at 09:00", "Friday at 09:00"]);
  });
});
