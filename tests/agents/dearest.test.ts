import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeRequest } from "../../workers/agents/composeRequest.ts";
import { dearestCost } from "../../workers/agents/dearest.ts";
import { nothingGathered } from "../../workers/agents/gatherPrompt.ts";
import { composePrompt } from "../../workers/agents/prompt.ts";
import type { PromptAgent, PromptInput } from "../../workers/agents/promptInput.ts";
import type { PromptRoute } from "../../workers/agents/routing.ts";
import { maxCost } from "../../workers/models/pricing.ts";

/** One, two, three and four bytes of UTF-8 to a character, and what the prompt rewrites. */
const scripts = fc.constantFrom("a", "è", "漢", "👋", "parola ", "━", "<scheda>", '"', "\n");
const text = (max: number) =>
  fc.tuple(scripts, fc.nat({ max }), fc.nat({ max: 3 })).map(([unit, length, off]) => "x".repeat(off) + unit.repeat(length));

const sources = fc.record({
  tenant: fc.record({ name: text(80), language: fc.constantFrom("it", "en"), timeZone: fc.constant("Europe/Rome") }),
  agent: fc.record({
    id: fc.constant("agt_1"),
    name: text(80),
    persona: text(400),
    instructions: text(2_000),
    integrationMode: fc.constantFrom("ai_only", "whatsapp_ai"),
    conciseMode: fc.boolean(),
    levelPromptOverlay1: text(500),
    levelPromptOverlay2: fc.constant(null),
    levelPromptOverlay3: text(500),
    modelName: fc.constantFrom("gemini-2.5-flash", "gemini-3.1-pro-preview", "gemini-9"),
    modelProvider: fc.constantFrom("auto", "vertex", "ai_studio"),
  }),
  route: fc.constantFrom<PromptRoute>("levels", "acquisition", "assistance", "consultant"),
  level: fc.constantFrom(1, 2, 3),
  client: text(120),
  batch: fc.array(text(500), { minLength: 1, maxLength: 3 }),
});

const found = fc.record({
  knowledge: fc.array(fc.record({ title: text(300), text: text(4_000) }), { maxLength: 6 }),
  dossier: fc.array(
    fc.record({
      kind: fc.constantFrom("exercise", "finance", "consultation", "note"),
      title: text(300),
      body: text(3_000),
      happenedAt: fc.integer({ min: 0, max: 2_000_000_000_000 }),
    }),
    { maxLength: 12 },
  ),
  isWhole: fc.boolean(),
  figures: fc.record({
    conversationsToday: fc.maxSafeNat(),
    unread: fc.maxSafeNat(),
    needsPerson: fc.maxSafeNat(),
    newLeads: fc.maxSafeNat(),
    lastContacts: fc.array(text(300), { maxLength: 5 }),
    isWhole: fc.boolean(),
    leadsAreWhole: fc.boolean(),
  }),
});

describe("what is reserved before anything is read", () => {
  test("is enough for the request that comes of it, whatever is found (invariant I12)", () => {
    fc.assert(
      fc.property(sources, found, ({ level, client, ...rest }, { knowledge, dossier, isWhole, figures }) => {
        const writer = { participant: "client", level, client: { contactId: "ctc_1", name: client } } as const;
        const asked = { ...rest, agent: rest.agent as PromptAgent & typeof rest.agent, writer, now: 0 } as never;
        const bare = nothingGathered(asked);
        const full = {
          ...bare,
          knowledge,
          ...(bare.route === "assistance" ? { client: { name: client, dossier, isWhole } } : {}),
          ...(bare.route === "consultant" ? { figures } : {}),
        } as PromptInput;
        const requestFrom = (input: PromptInput) =>
          composeRequest({
            agent: rest.agent,
            prompt: composePrompt(input),
            knowledge: input.knowledge,
            history: [],
            batch: rest.batch,
            level: level as 1,
            language: "it",
          });
        expect(dearestCost(requestFrom(bare), bare.route)).toBeGreaterThanOrEqual(maxCost(requestFrom(full)));
      }),
      { numRuns: 400 },
    );
  });

  test("is no more than a cent or two for the usual model", () => {
    const request = { model: "gemini-2.5-flash", system: "", contents: [], maxOutputTokens: 700 };
    expect(dearestCost(request, "levels")).toBeLessThan(10_000);
    expect(dearestCost({ ...request, provider: "ai_studio" }, "assistance")).toBeLessThan(20_000);
    expect(dearestCost(request, "assistance")).toBeLessThan(22_000);
  });
});
