import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentDraftFieldsSchema } from "../../schema/contract/agentDrafts.ts";
import { agentDefaults, agentFieldsSchema, type Agent, type AgentFields } from "../../schema/contract/agents.ts";
import {
  changesOf,
  draftOf,
  fieldNames,
  fieldsOf,
  formOf,
  isSameDraft,
  isUnfinished,
  joinEdits,
  levelsReceived,
  promptChangesOf,
} from "../../web/src/console/agents/agentFields.ts";
import { parseKept } from "../../web/src/console/agents/keptEdits.ts";
import { sectionOf } from "../../web/src/console/agents/publish/fieldPlace.ts";
import { firstOpenStep } from "../../web/src/console/agents/setup/steps.ts";
import { agentSections } from "../../web/src/paths.ts";

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

describe("a draft on its way", () => {
  const numbers = fc.record(
    {
      dailyMessageLimit: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.constant(Number.NaN)),
      dailyMessageLimitSilver: fc.option(fc.integer({ min: 1, max: 1_000 })),
      quietMs: fc.oneof(fc.nat(10_000), fc.constant(Number.NaN)),
      handBackMinutes: fc.option(fc.integer({ min: 5, max: 100 })),
      levels: fc.subarray([1, 2, 3] as const),
      persona: fc.string(),
      isActive: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  it("comes back as the form that was left, emptied numbers and all", () => {
    fc.assert(
      fc.property(numbers, (typed) => {
        const form: AgentFields = { ...base, ...typed };
        const draft = draftOf(changesOf(base, form));
        const sent: unknown = JSON.parse(JSON.stringify(draft));
        expect(agentDraftFieldsSchema.parse(sent)).toEqual(sent);
        expect(formOf(base, agentDraftFieldsSchema.parse(sent))).toEqual(form);
        expect(isSameDraft(draftOf(changesOf(base, formOf(base, draft))), draft)).toBe(true);
      }),
    );
  });

  it("is another one as soon as one field differs, or is no longer changed", () => {
    expect(isSameDraft({ name: "A" }, { name: "A" })).toBe(true);
    expect(isSameDraft({ name: "A" }, { name: "B" })).toBe(false);
    expect(isSameDraft({ name: "A" }, {})).toBe(false);
    expect(isSameDraft({ upgradeUrl: null }, {})).toBe(false);
  });
});

describe("what a browser keeps of a form", () => {
  const kept = { version: 3, seen: "2026-03-10T08:00:00.000Z", synced: { name: "Kept" }, changes: { name: "New" } };

  it("is read back without fields that no longer exist", () => {
    const stored = JSON.stringify({ ...kept, changes: { ...kept.changes, gone: 1 } });
    expect(parseKept(stored)).toEqual(kept);
    expect(parseKept(JSON.stringify({ ...kept, seen: null }))).toEqual({ ...kept, seen: null });
  });

  it.each([null, "", "nonsense", "[]", '{"version":"3"}', '{"version":1,"seen":"x","synced":{},"changes":null}'])(
    "is nothing for %s",
    (stored) => {
      expect(parseKept(stored)).toBeNull();
    },
  );
});

describe("making an agent", () => {
  const made = { ...base, version: 1, isActive: false, whatsapp: null, draft: null } as unknown as Agent;

  it("goes on with what has to be written first", () => {
    expect(firstOpenStep(made)).toBe("basics");
    expect(firstOpenStep({ ...made, instructions: "Aiuta" })).toBe("levels");
    expect(firstOpenStep({ ...made, instructions: "Aiuta", levels: [] })).toBe("knowledge");
    const draft = { fields: { instructions: "Aiuta", levelPromptOverlay1: "Breve", levels: [1] } } as unknown as Agent["draft"];
    expect(firstOpenStep({ ...made, draft })).toBe("knowledge");
  });

  it("is over once it was published, or switched on", () => {
    expect(isUnfinished({ version: 1, isActive: false })).toBe(true);
    expect(isUnfinished({ version: 2, isActive: false })).toBe(false);
    expect(isUnfinished({ version: 1, isActive: true })).toBe(false);
  });

  it("has a place for every field that a warning may name", () => {
    const fields = [...fieldNames, "knowledge", "whatsapp"] as const;
    expect(fields.filter((field) => !agentSections.includes(sectionOf(field)))).toEqual([]);
  });
});
