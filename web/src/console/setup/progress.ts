import type { SetupStep } from "../../../../schema/contract/setup.ts";

export const doneOf = (steps: readonly SetupStep[]): number => steps.filter(({ state }) => state === "done").length;

/** What to look at: something broken before what comes next. */
export const nextOf = (steps: readonly SetupStep[]): SetupStep | undefined =>
  steps.find(({ state }) => state === "failed") ?? steps.find(({ state }) => state !== "done");
