import { describe, expect, it } from "vitest";
import { agentDefaults, agentFieldsSchema, type AgentFields } from "../../schema/contract/agents.ts";
import {
  changesOf,
  fieldNames,
  fieldsOf,
  joinEdits,
  levelsReceived,
  parseDraft,
  promptChangesOf,
} from "../../web/src/console/agents/agentFields.ts";

const base: AgentFields = { ...agentDefaults, starters: [], levels: [1, 2, 3], name: "Coach", slug: "coach" };

describe("an agent's form", () => {
  it("knows every field of the contract", () => {
    expect(fieldNames.toSorted()).toEqual(Object.keys(agentFieldsSchema.shape).toSorted());
  });

  it("sends what was changed, lists included", () => {
    expect(changesOf(base, { ...base, name: "Other", levels: [1] })).toEqual({ name: "Other", levels: [1] });
    expect(changesOf(base, fieldsOf(base))).toEqual({});
  });
});

describe("two edits of one version", () => {
  it("join when they don't touch each other", () => {
    const { fields, conflicts } = joinEdits(base, { ...base, persona: "mine" }, { ...base, greeting: "theirs" });
    expect(fields).toMatchObject({ persona: "mine", greeting: "theirs" });
    expect(conflicts).toEqual([]);
  });

  it("conflict where both changed the same field to different values", () => {
    const mine = { ...base, persona: "mine", name: "Same" };
    const { fields, conflicts } = joinEdits(base, mine, { ...base, persona: "theirs", name: "Same" });
    expect(conflicts).toEqual(["persona"]);
    expect(fields.persona).toBe("mine");
  });
});

describe("the preview", () => {
  it("is asked for what a prompt is made of, not for a link that is still being typed", () => {
    const half = {
      upgradeUrl: "https:/",
      slug: "",
      persona: "Allegra",
      levels: [1 as const],
      integrationMode: "ai_only" as const,
    };
    expect(promptChangesOf(half)).toEqual({ persona: "Allegra", levels: [1], integrationMode: "ai_only" });
  });
});

describe("overlays add up", () => {
  it("over the levels the agent has", () => {
    expect(levelsReceived(3, [1, 2, 3])).toEqual([1, 2, 3]);
    expect(levelsReceived(2, [1, 2, 3])).toEqual([1, 2]);
    expect(levelsReceived(3, [1, 3])).toEqual([1, 3]);
  });
});

describe("a stored draft", () => {
  it("is read back without fields that no longer exist", () => {
    const stored = JSON.stringify({ version: 3, at: "2026-03-10T08:00:00.000Z", changes: { name: "New", gone: 1 } });
    expect(parseDraft(stored)).toEqual({ version: 3, at: "2026-03-10T08:00:00.000Z", changes: { name: "New" } });
  });

  it.each([null, "", "nonsense", "[]", '{"version":"3"}', '{"version":1,"at":"x","changes":null}'])(
    "is none for %s",
    (stored) => {
      expect(parseDraft(stored)).toBeNull();
    },
  );
});
