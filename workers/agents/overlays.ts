import type { AgentFields } from "../../schema/contract/agents.ts";
import type { Level } from "../../schema/contract/enums.ts";
import { levelsSeenAt } from "./levels.ts";

export type Overlays = Pick<AgentFields, "levelPromptOverlay1" | "levelPromptOverlay2" | "levelPromptOverlay3">;

/** The same in every language: consultants search their prompts for them (requirement 1, section 7.3). */
export const overlayHeadings: Record<Level, string> = {
  1: "━━━ ISTRUZIONI LIVELLO BRONZO ━━━",
  2: "━━━ ISTRUZIONI LIVELLO ARGENTO ━━━",
  3: "━━━ ISTRUZIONI LIVELLO GOLD ━━━",
};

/** The overlays that `level` is given, each under its heading; an empty one adds nothing. */
export const overlayParts = (agent: Overlays, level: Level): { name: `overlay${Level}`; text: string }[] =>
  levelsSeenAt(level).flatMap((seen) => {
    const overlay = agent[`levelPromptOverlay${seen}`];
    return overlay?.trim() ? [{ name: `overlay${seen}` as const, text: `${overlayHeadings[seen]}\n${overlay}` }] : [];
  });
