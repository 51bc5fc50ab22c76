import { afterEach, describe, expect, it } from "vitest";
import { momentOf, shortDay, shortMoment } from "../../web/src/i18n/format.ts";
import { setLanguage } from "../../web/src/i18n/language.ts";

const now = new Date(2026, 10, 22, 16, 30);
const at = (daysAgo: number) => new Date(2026, 10, 22 - daysAgo, 16, 15).toISOString();

afterEach(() => setLanguage("it"));

describe("when something was", () => {
  it("is told by the same words in lists, heads and panels", () => {
    setLanguage("it");
    expect([momentOf(at(0), now), shortDay(at(0), now), shortMoment(at(0), now)]).toEqual(["oggi, 16:15", "oggi", "16:15"]);
    expect([momentOf(at(1), now), shortDay(at(1), now), shortMoment(at(1), now)]).toEqual(["ieri, 16:15", "ieri", "ieri"]);
    expect([momentOf(at(9), now), shortDay(at(9), now), shortMoment(at(9), now)]).toEqual(["13 nov, 16:15", "13 nov", "13 nov"]);
    setLanguage("en");
    expect(momentOf(at(1), now)).toBe("yesterday, 16:15");
  });
});
