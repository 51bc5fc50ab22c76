import type { FieldProblem } from "../../../schema/contract/problems.ts";
import { t } from "../i18n/text.ts";
import type { Problem } from "./problem.ts";

/** What a failure means, in the reader's language. A type this build does not know yet reads as a fault of ours. */
export const problemText = (problem: Pick<Problem, "key">): string => {
  const words: Record<string, string> = t().problems.byKey;
  return words[problem.key] ?? t().problems.byKey.internal;
};

const leastIn = (message: string): number | null => {
  const found = /(?:>=|at least)\s*(\d+)/i.exec(message);
  return found ? Number(found[1]) : null;
};

const tooSmall = (field: FieldProblem): string => {
  const words = t().problems.fields;
  if (/number/i.test(field.message)) return words.tooSmall;
  const least = leastIn(field.message);
  return least === 1 ? words.required : words.tooShort(least);
};

/** What is wrong with one field, by the code its schema gave (zod's issue codes, and the contract's own `phone`). */
export const fieldProblemText = (field: FieldProblem): string => {
  const words = t().problems.fields;
  if (field.code === "too_small") return tooSmall(field);
  if (field.code === "too_big") return /number/i.test(field.message) ? words.tooBig : words.tooLong;
  if (field.code === "phone") return words.phone;
  if (field.code === "invalid_format") return /e-?mail/i.test(field.message) ? words.email : words.format;
  if (field.code === "invalid_type") return words.required;
  return words.other;
};

/** The words for each refused field of a problem, by the field's path. */
export const fieldTexts = (problem: Problem | null): Record<string, string> =>
  Object.fromEntries((problem?.errors ?? []).map((field) => [field.path, fieldProblemText(field)]));
