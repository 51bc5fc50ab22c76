import fc from "fast-check";
import type { Level } from "../../schema/contract/enums.ts";
import type { PromptAgent, PromptInput } from "../../workers/agents/promptInput.ts";

export const coach: PromptAgent = {
  name: "Coach AI",
  persona: "Diretto e gentile.",
  instructions: "Aiuta ad allenarsi.",
  integrationMode: "whatsapp_ai",
  conciseMode: false,
  levelPromptOverlay1: "Rispondi brevemente",
  levelPromptOverlay2: "Accesso KB",
  levelPromptOverlay3: "Consulenza completa",
};

export const everyone = {
  agent: coach,
  business: "Palestra Aurora",
  language: "it",
  today: "2026-11-18",
  level: 1,
  knowledge: [],
} as const satisfies Partial<PromptInput>;

export const figures = {
  conversationsToday: 7,
  needsPerson: 2,
  newLeads: 4,
  lastContacts: ["Marta Bianchi", "Luca Ferri"],
  isWhole: true,
  leadsAreWhole: true,
};

export const anyLevel = fc.constantFrom<Level>(1, 2, 3);

/** Any input a form and a database can give, long ones included. */
export const anyInput: fc.Arbitrary<PromptInput> = fc
  .record({
    agent: fc.record({
      name: fc.string({ minLength: 1, maxLength: 80 }),
      persona: longText(4_000),
      instructions: longText(20_000),
      integrationMode: fc.constantFrom("whatsapp_ai", "ai_only"),
      conciseMode: fc.boolean(),
      levelPromptOverlay1: overlay(),
      levelPromptOverlay2: overlay(),
      levelPromptOverlay3: overlay(),
    }),
    business: fc.string({ minLength: 1, maxLength: 120 }),
    language: fc.constantFrom("it", "en"),
    today: fc.constant("2026-11-18"),
    level: anyLevel,
    knowledge: fc.array(fc.record({ title: longText(400), text: longText(4_000) }), { maxLength: 8 }),
  })
  .chain((base) =>
    fc
      .oneof(
        fc.record({ route: fc.constantFrom("levels", "acquisition") }),
        fc.record({
          route: fc.constant("assistance"),
          client: fc.record({
            name: longText(300),
            isWhole: fc.boolean(),
            dossier: fc.array(
              fc.record({
                kind: fc.constantFrom("exercise", "finance", "consultation", "note"),
                title: longText(200),
                body: longText(8_000),
                happenedAt: fc.integer({ min: 0, max: 2_000_000_000_000 }),
              }),
              { maxLength: 40 },
            ),
          }),
        }),
        fc.record({ route: fc.constant("consultant"), figures: fc.constant(figures) }),
      )
      .map((route) => ({ ...base, ...route }) as PromptInput),
  );

function longText(max: number): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ maxLength: 60, unit: "grapheme" }),
    fc.nat({ max }).map((length) => "parola ".repeat(Math.ceil(length / 7)).slice(0, length)),
  );
}

function overlay(): fc.Arbitrary<string | null> {
  return fc.oneof(fc.constant(null), fc.constant("  \n"), longText(8_000));
}
