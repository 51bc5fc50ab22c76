import { describe, expect, it } from "vitest";
import type { Settings } from "../../schema/contract/settings.ts";
import { formOf, settingsChanges } from "../../web/src/console/settings/settingsForm.ts";

const settings: Settings = {
  name: "Palestra Aurora",
  language: "it",
  timeZone: "Europe/Rome",
  consultantPhones: ["+447700900001"],
  receptionPhones: [],
  alertEmail: null,
  removeProviderMedia: false,
  hasModelKey: false,
};

const changes = (more: Partial<ReturnType<typeof formOf>>, stored: Settings = settings) =>
  settingsChanges(stored, { ...formOf(stored), ...more });

describe("what the settings' form sends", () => {
  it("is nothing when nothing was changed", () => {
    expect(changes({})).toEqual({});
    expect(changes({ alertEmail: "   " })).toEqual({});
    expect(changes({ consultantPhones: " +447700900001\n" })).toEqual({});
  });

  it("is where alerts go, or that they go nowhere", () => {
    expect(changes({ alertEmail: " ada@example.com " })).toEqual({ alertEmail: "ada@example.com" });
    const stored = { ...settings, alertEmail: "ada@example.com" };
    expect(changes({ alertEmail: "" }, stored)).toEqual({ alertEmail: null });
    expect(changes({ alertEmail: "ada@example.com" }, stored)).toEqual({});
  });

  it("is whether files stay at Twilio", () => {
    expect(changes({ removeProviderMedia: true })).toEqual({ removeProviderMedia: true });
    expect(changes({ removeProviderMedia: false }, { ...settings, removeProviderMedia: true })).toEqual({
      removeProviderMedia: false,
    });
  });
});
