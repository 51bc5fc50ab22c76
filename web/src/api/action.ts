import { useMutation } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import { asProblem, type Problem } from "./problem.ts";

export interface Action<I, O> {
  /** Does it and answers with the outcome, or with nothing when it failed: the problem is then in `problem()`. */
  run(input: I): Promise<O | undefined>;
  isRunning: Accessor<boolean>;
  problem: Accessor<Problem | null>;
  reset(): void;
}

/** Something the user asked for: one at a time on screen, its failure kept next to what they did. */
export const createAction = <I, O>(
  perform: (input: I) => Promise<O>,
  then: { done?: (output: O, input: I) => void; failed?: (problem: Problem, input: I) => void } = {},
): Action<I, O> => {
  const mutation = useMutation<O, Error, I>(() => ({
    mutationFn: perform,
    onSuccess: (output, input) => then.done?.(output, input),
    onError: (error, input) => then.failed?.(asProblem(error), input),
  }));
  return {
    run: (input) => mutation.mutateAsync(input).catch(() => undefined),
    isRunning: () => mutation.isPending,
    problem: () => (mutation.error ? asProblem(mutation.error) : null),
    reset: () => mutation.reset(),
  };
};
