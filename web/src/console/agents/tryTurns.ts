import type { FailureKey } from "../../api/problem.ts";

/** One question and what came of it, at one level. */
export interface TryTurn {
  question: string;
  answer: { text: string; tokensIn: number; tokensOut: number; costMicros: number } | null;
  problem: FailureKey | "stopped" | null;
}

interface Answer {
  response: string;
  tokensIn: number;
  tokensOut: number;
  costMicros: number;
}

const maxMessages = 40;

const withLast = (turns: readonly TryTurn[], change: Partial<TryTurn>): TryTurn[] =>
  turns.map((turn, at) => (at === turns.length - 1 ? { ...turn, ...change } : turn));

export const asked = (turns: readonly TryTurn[], question: string): TryTurn[] => [
  ...turns,
  { question, answer: null, problem: null },
];

/** The last question once more, for one that came to nothing. */
export const askedAgain = (turns: readonly TryTurn[]): TryTurn[] => withLast(turns, { answer: null, problem: null });

export const answered = (turns: readonly TryTurn[], { response, ...figures }: Answer): TryTurn[] =>
  withLast(turns, { answer: { text: response, ...figures } });

export const failed = (turns: readonly TryTurn[], problem: TryTurn["problem"]): TryTurn[] => withLast(turns, { problem });

/** What the answers have cost together, in millionths of a euro. */
export const costOf = (turns: readonly TryTurn[]): number =>
  turns.reduce((sum, { answer }) => sum + (answer?.costMicros ?? 0), 0);

/**
 * The conversation so far as the API takes it: the newest forty messages, ending with the question. A question that came to nothing
 * is left out, unless it is the last.
 */
export const transcript = (turns: readonly TryTurn[]): { sender: "client" | "ai"; text: string }[] =>
  turns
    .filter((turn, at) => turn.answer !== null || at === turns.length - 1)
    .flatMap((turn) => [
      { sender: "client" as const, text: turn.question },
      ...(turn.answer ? [{ sender: "ai" as const, text: turn.answer.text }] : []),
    ])
    .slice(-maxMessages);
