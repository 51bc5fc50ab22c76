import type { FailureKey } from "../../api/problem.ts";

/** One question and what came of it, at one level. */
export interface TryTurn {
  question: string;
  answer: { text: string; tokensIn: number; tokensOut: number } | null;
  problem: FailureKey | null;
}

interface Answer {
  response: string;
  tokensIn: number;
  tokensOut: number;
}

const maxMessages = 40;

const withLast = (turns: readonly TryTurn[], change: Partial<TryTurn>): TryTurn[] =>
  turns.map((turn, at) => (at === turns.length - 1 ? { ...turn, ...change } : turn));

export const asked = (turns: readonly TryTurn[], question: string): TryTurn[] => [
  ...turns,
  { question, answer: null, problem: null },
];

export const answered = (turns: readonly TryTurn[], answer: Answer): TryTurn[] =>
  withLast(turns, { answer: { text: answer.response, tokensIn: answer.tokensIn, tokensOut: answer.tokensOut } });

export const failed = (turns: readonly TryTurn[], problem: FailureKey): TryTurn[] => withLast(turns, { problem });

/** The conversation so far as the API takes it: the newest forty messages, ending with the question. */
export const transcript = (turns: readonly TryTurn[]): { sender: "client" | "ai"; text: string }[] =>
  turns
    .flatMap((turn) => [
      { sender: "client" as const, text: turn.question },
      ...(turn.answer ? [{ sender: "ai" as const, text: turn.answer.text }] : []),
    ])
    .slice(-maxMessages);
