import { describe, expect, it } from "vitest";
import type { Settings } from "../../schema/contract/settings.ts";
import { formOf, joinEdits, parseDraft, settingsChanges } from "../../web/src/console/settings/settingsForm.ts";

const settings: Settings = {
  name: "Palestra Aurora",
  language: "it",
  timeZone: "Europe/Rome",
  consultantPhones: ["+447700900001"],
  receptionPhones: [],
  alertEmail: null,
  removeProviderMedia: false,
  keepMessagesDays: null,
  keepFilesDays: null,
  officeHours: null,
  awayText: "",
  hasModelKey: false,
  modelKeyCheckedAt: null,
  isModelKeyRefused: false,
  version: 3,
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

describe("two people at one form", () => {
  const mine = { ...formOf(settings), name: "La mia", awayText: "Chiusi" };

  it("keep both where they changed different fields", () => {
    const theirs = { ...settings, alertEmail: "ada@example.com", version: 4 };
    const { form, conflicts } = joinEdits(settings, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(settingsChanges(theirs, form)).toEqual({ name: "La mia", awayText: "Chiusi" });
  });

  it("are asked about the fields that both changed, unless to the same", () => {
    const theirs = { ...settings, name: "La loro", awayText: "Chiusi", version: 4 };
    const { form, conflicts } = joinEdits(settings, mine, theirs);
    expect(conflicts).toEqual(["name"]);
    expect(form).toMatchObject({ name: "La mia", awayText: "Chiusi" });
  });
});

describe("a draft kept in the browser", () => {
  it.each([null, "", "{", "[]", "7", '"x"', '{"at":1}'])("is none when it reads %j", (stored) => {
    expect(parseDraft(stored)).toBeNull();
  });
  it("comes back as it was", () => {
    const draft = { at: "2026-11-21T10:00:00Z", form: { name: "La mia" } };
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
  });
});
