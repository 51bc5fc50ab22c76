import type { ThinkingConfig, ThinkingLevel } from "@google/genai/web";

/** How a model is told to think as little as it can, and how many output tokens it may still spend on that. */
export interface Thinking {
  config: ThinkingConfig | null;
  /** Thoughts count towards `maxOutputTokens` and are billed as output, so the answer needs this much room more. */
  allowance: number;
}

const minimal: Thinking = { config: { thinkingLevel: "MINIMAL" as ThinkingLevel }, allowance: 512 };
const low: Thinking = { config: { thinkingLevel: "LOW" as ThinkingLevel }, allowance: 2_048 };

/**
 * A chat wants its first word soon, so thinking is off where it can be: budget 0 on 2.5 Flash and Flash-Lite; 2.5 Pro needs 128
 * at least; Gemini 3 takes a level in place of a budget, and only some of its models have `MINIMAL`. Others get no setting.
 * Source: https://ai.google.dev/gemini-api/docs/thinking
 */
export const thinkingOf = (model: string): Thinking => {
  if (model.startsWith("gemini-2.5-flash")) return { config: { thinkingBudget: 0 }, allowance: 0 };
  if (model.startsWith("gemini-2.5-pro")) return { config: { thinkingBudget: 128 }, allowance: 128 };
  if (/^gemini-3(\.\d+)?-flash-lite/.test(model) || model.startsWith("gemini-3-flash")) return minimal;
  if (/^gemini-3[.-]/.test(model) || /^gemini-.*-latest$/.test(model)) return low;
  return { config: null, allowance: 0 };
};
