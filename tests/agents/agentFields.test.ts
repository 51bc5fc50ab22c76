import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentDraftFieldsSchema } from "../../schema/contract/agentDrafts.ts";
import { agentDefaults, agentFieldsSchema, type AgentFields } from "../../schema/contract/agents.ts";
import { changedFields, fieldNames, openFields } from "../../workers/agents/agentFields.ts";
import { nextDraftAt } from "../../workers/agents/drafts.ts";

const plain = { ...agentDefaults, name: "Coach", slug: "coach" } as unknown as AgentFields;

const anyDraft = fc.record(
  {
    name: fc.string({ maxLength: 80 }),
    slug: fc.string({ maxLength: 60 }),
    starters: fc.array(fc.string({ maxLength: 120 }), { maxLength: 4 }),
    levels: fc.subarray([1, 2, 3] as const),
    levelPromptOverlay2: fc.option(fc.string({ maxLength: 200 })),
    dailyMessageLimit: fc.option(fc.double()),
    upgradeUrl: fc.option(fc.string({ maxLength: 500 })),
    isActive: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe("what an agent's form holds", () => {
  test("a draft may hold each field that can be published, and no other", () => {
    expect(Object.keys(agentDraftFieldsSchema.shape)).toEqual(Object.keys(agentFieldsSchema.shape));
    expect(fieldNames).toEqual(Object.keys(agentFieldsSchema.shape));
  });

  test("whatever is half typed is kept as it was typed, white space and all", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const sent: unknown = JSON.parse(JSON.stringify(draft));
        expect(agentDraftFieldsSchema.parse(sent)).toEqual(sent);
      }),
    );
  });

  test("what is the same as published is no change, and published over it nothing is left", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const sent = agentDraftFieldsSchema.parse(JSON.parse(JSON.stringify(draft)));
        const open = openFields(plain, sent);
        const published = { ...plain, ...open } as AgentFields;
        expect(openFields(published, sent)).toEqual({});
        expect(Object.keys(open).toSorted()).toEqual(changedFields(plain, published).toSorted());
        expect(openFields(plain, open)).toEqual(open);
      }),
    );
  });

  test("no two drafts bear the same moment", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10)), (clock) => {
        let last: number | null = null;
        for (const now of clock) {
          const next: number = nextDraftAt(now, last);
          expect(next).toBeGreaterThan(last ?? -1);
          last = next;
        }
      }),
    );
  });
});
