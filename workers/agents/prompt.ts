import { acquisitionPrompt } from "./acquisitionPrompt.ts";
import { assistancePrompt, dossierPrompt } from "./assistancePrompt.ts";
import { basePrompt, concisePrompt, consultantBase, instructionsPrompt, personaPrompt } from "./basePrompt.ts";
import { consultantPrompt, figuresPrompt } from "./consultantPrompt.ts";
import { knowledgePrompt } from "./knowledgePrompt.ts";
import { levelPrompt } from "./levelPrompt.ts";
import { overlayParts } from "./overlays.ts";
import { estimateTokens } from "../models/tokens.ts";
import type { ComposedPrompt, PromptInput, PromptPart } from "./promptInput.ts";
import { preferencesPrompt, sharePrompt } from "./readerPrompt.ts";
import { rulesPrompt } from "./rulesPrompt.ts";

/** The agent as its form describes it: what every route but the consultant's begins with. */
const agentParts = (input: PromptInput): PromptPart[] => [
  { name: "persona", text: personaPrompt(input) },
  { name: "instructions", text: instructionsPrompt(input) },
  { name: "concise", text: concisePrompt(input) },
  { name: "preferences", text: preferencesPrompt(input.reader, input.language) },
  { name: "share", text: sharePrompt(input.reader, input.language) },
];

const routeParts = (input: PromptInput): PromptPart[] => {
  const { language, business } = input;
  switch (input.route) {
    case "consultant":
      return [
        { name: "base", text: consultantBase(input) },
        { name: "consultant", text: consultantPrompt(language) },
        { name: "figures", text: figuresPrompt(input.figures, language) },
      ];
    case "levels":
      return [
        { name: "base", text: `${basePrompt(input)}\n${levelPrompt(language)}` },
        ...agentParts(input),
        ...overlayParts(input.agent, input.level),
      ];
    case "assistance":
      return [
        { name: "base", text: basePrompt(input) },
        ...agentParts(input),
        { name: "assistance", text: assistancePrompt(language, business) },
        { name: "dossier", text: dossierPrompt(input.client, language) },
      ];
    case "acquisition":
      return [
        { name: "base", text: basePrompt(input) },
        ...agentParts(input),
        { name: "acquisition", text: acquisitionPrompt(language, business) },
      ];
  }
};

/**
 * The system instruction of a turn. The same function serves the turn and the console's preview, so that what is shown is,
 * byte for byte, what the model gets. Everything above `input.level` must have been left out of `knowledge` before.
 */
export const composePrompt = (input: PromptInput): ComposedPrompt => {
  const bodies: PromptPart[] = [
    ...routeParts(input),
    { name: "knowledge", text: knowledgePrompt(input.knowledge, input.language) },
    ...(input.route === "consultant" ? [] : [{ name: "rules", text: rulesPrompt(input.language, input.business) } as const]),
  ];
  const parts = bodies
    .filter(({ text }) => text !== "")
    .map(({ name, text }, at) => ({ name, text: at === 0 ? text : `\n\n${text}` }));
  const system = parts.map(({ text }) => text).join("");
  return { system, parts, tokens: estimateTokens(system) };
};
