import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentDefaults, type AgentFields } from "../../schema/contract/agents.ts";
import type { Level } from "../../schema/contract/enums.ts";
import { speaksOfKnowledge } from "../../workers/agents/knowledgeWords.ts";
import { warningsOf, type PublicationFacts, type Shelf } from "../../workers/agents/warnings.ts";

const complete = {
  ...agentDefaults,
  name: "Coach",
  slug: "coach",
  instructions: "Aiuta ad allenarsi.",
  greeting: "Ciao!",
  starters: ["Quanto costa?"],
  upgradeText: "Passa ad Argento.",
} as unknown as AgentFields;
const levelled: AgentFields = {
  ...complete,
  levels: [1, 2, 3],
  levelPromptOverlay1: "Rispondi brevemente",
  levelPromptOverlay2: "Entra nel dettaglio",
  levelPromptOverlay3: "Consulenza completa",
};
const shelf = (over: Partial<Shelf> = {}): Shelf => ({ scope: "agent", minLevel: 2, state: "ready", count: 1, ...over });

const found = (facts: Partial<PublicationFacts> & { after: AgentFields }) =>
  warningsOf({ before: facts.after, hasLine: true, hasVertex: true, clients: 0, shelves: [], ...facts }).map(
    ({ key, field, level, count }) => [key, field, level, count].filter((part) => part !== null).join(" "),
  );

describe("what is worth a look before publishing", () => {
  test("a complete agent is published without a word", () => {
    expect(found({ after: complete })).toEqual([]);
    expect(found({ after: levelled })).toEqual([]);
  });

  test("an empty overlay of a chosen level, and a written one of a level that is not", () => {
    expect(found({ after: { ...levelled, levelPromptOverlay2: " \n" } })).toEqual(["empty_overlay levelPromptOverlay2 2"]);
    expect(found({ after: { ...levelled, levels: [2, 3] } })).toEqual(["overlay_of_closed_level levelPromptOverlay1 1"]);
    expect(found({ after: { ...levelled, levels: [] } })).toEqual(
      [1, 2, 3].map((n) => `unused_overlay levelPromptOverlay${n} ${n}`),
    );
  });

  test("clients lose their records when a live standard agent becomes one with levels, and then only", () => {
    const lost = ["clients_lose_records levels 12"];
    expect(found({ before: complete, after: levelled, clients: 12 })).toEqual(lost);
    expect(found({ before: { ...complete, isActive: false }, after: levelled, clients: 12 })).toEqual([]);
    expect(found({ before: levelled, after: levelled, clients: 12 })).toEqual([]);
    expect(found({ before: levelled, after: complete, clients: 12 })).toEqual([]);
    expect(found({ before: complete, after: levelled, clients: 0 })).toEqual([]);
  });

  test("no upgrade text matters to an agent with levels", () => {
    expect(found({ after: { ...levelled, upgradeText: "" } })).toEqual(["no_upgrade_text upgradeText"]);
    expect(found({ after: { ...complete, upgradeText: "" } })).toEqual([]);
  });

  test("an overlay that speaks of documents needs some that its level is answered from", () => {
    const after = { ...levelled, levelPromptOverlay2: "Puoi accedere alla knowledge base." };
    expect(found({ after })).toEqual(["knowledge_missing knowledge 2"]);
    expect(found({ after, shelves: [shelf()] })).toEqual([]);
    expect(found({ after, shelves: [shelf({ state: "failed", count: 3 })] })).toEqual(["knowledge_not_ready knowledge 2 3"]);
    expect(found({ after, shelves: [shelf({ minLevel: 3 })] })).toEqual(["knowledge_above_level knowledge 2 1"]);
    expect(found({ after, shelves: [shelf({ scope: "store", minLevel: 1 })] })).toEqual(["knowledge_missing knowledge 2"]);
    const gold = { ...levelled, levelPromptOverlay3: "Usa i documenti dell'archivio." };
    expect(found({ after: gold, shelves: [shelf({ scope: "store", minLevel: 3 })] })).toEqual([]);
    const standard = { ...complete, instructions: "Rispondi dal manuale." };
    expect(found({ after: standard })).toEqual(["knowledge_missing knowledge 1"]);
    expect(found({ after: standard, shelves: [shelf({ minLevel: 1 })] })).toEqual([]);
  });

  test("what customers will notice: the page closes, its address changes, nobody is answered", () => {
    const before = complete;
    expect(found({ before, after: { ...complete, isActive: false } })).toEqual(["page_closes isActive"]);
    expect(found({ before, after: { ...complete, slug: "altro" } })).toEqual(["address_changes slug"]);
    expect(found({ before: { ...before, isActive: false }, after: { ...complete, slug: "altro" } })).toEqual([]);
    expect(found({ after: { ...complete, instructions: "" } })).toEqual(["no_instructions instructions"]);
    expect(found({ after: { ...complete, dailySpendCapMicros: 0 } })).toEqual(["no_money dailySpendCapMicros"]);
  });

  test("Vertex AI and nothing else is wanted where there is none", () => {
    const only = { ...complete, modelProvider: "vertex" as const };
    expect(found({ after: only, hasVertex: false })).toEqual(["no_vertex modelProvider"]);
    expect(found({ after: only })).toEqual([]);
    expect(found({ after: { ...complete, modelProvider: "auto" }, hasVertex: false })).toEqual([]);
  });

  test("hints come after warnings, whatever is wrong", () => {
    const poor: AgentFields = {
      ...levelled,
      levelPromptOverlay1: null,
      autoResponseEnabled: false,
      greeting: "",
      starters: [],
      dailyMessageLimit: 20,
      dailyMessageLimitSilver: 10,
      dailyMessageLimitGold: 5,
    };
    const all = warningsOf({ before: poor, after: poor, hasLine: false, hasVertex: true, clients: 0, shelves: [] });
    expect(all.map(({ severity }) => severity)).toEqual(["warning", ...all.slice(1).map(() => "hint")]);
    expect(all.map(({ key }) => key)).toEqual([
      "empty_overlay",
      "never_answers",
      "no_whatsapp",
      "no_greeting",
      "no_starters",
      "limits_fall",
      "limits_fall",
    ]);
  });

  test("each level is warned of once, whatever the agent holds", () => {
    const level = fc.constantFrom<Level>(1, 2, 3);
    const text = fc.constantFrom("", " ", "Rispondi brevemente", "Usa i documenti", "See the knowledge base");
    const anyAgent = fc.record({
      levels: fc.subarray<Level>([1, 2, 3]),
      levelPromptOverlay1: text,
      levelPromptOverlay2: text,
      levelPromptOverlay3: text,
      instructions: text,
      isActive: fc.boolean(),
    });
    const anyShelf = fc.record({
      scope: fc.constantFrom("agent", "store"),
      minLevel: level,
      state: fc.constantFrom("pending", "ready", "failed"),
      count: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(anyAgent, anyAgent, fc.array(anyShelf), (before, after, shelves) => {
        const facts = {
          before: { ...complete, ...before },
          after: { ...complete, ...after },
          hasLine: true,
          hasVertex: true,
          clients: 1,
          shelves,
        };
        const warnings = warningsOf(facts);
        const places = warnings.map(({ key, field, level: of }) => `${key} ${field} ${of}`);
        expect(new Set(places).size).toBe(places.length);
        for (const one of [1, 2, 3] as const) {
          const overlay = after[`levelPromptOverlay${one}`];
          const isEmptyHere = warnings.some(({ key, level: of }) => key === "empty_overlay" && of === one);
          expect(isEmptyHere).toBe(after.levels.includes(one) && overlay.trim() === "");
        }
        const own = shelves.filter(({ scope, state }) => scope === "agent" && state === "ready");
        if (own.some(({ minLevel }) => minLevel === 1)) expect(places.join()).not.toContain("knowledge_");
      }),
    );
  });
});

describe("speaking of documents", () => {
  test.each([
    "Puoi accedere alla knowledge base.",
    "Rispondi con la base di conoscenza",
    "usa i DOCUMENTI",
    "Guarda nel PDF.",
    "la KB",
    "Answer from the documents",
  ])("%s", (text) => expect(speaksOfKnowledge(text)).toBe(true));
  test.each(["", null, undefined, "Rispondi brevemente", "Conosci bene il cliente", "documentato", "faqir"])("not %s", (text) =>
    expect(speaksOfKnowledge(text)).toBe(false),
  );
});
