import type { HealthReport } from "../../../../schema/contract/health.ts";
import { failureReasonOf, type FailureReason } from "../inbox/failureReasons.ts";

type Failure = HealthReport["failures"][number];

/** Failures that come down to one reason; null is a reason nobody has words for. */
export interface FailureRow {
  reason: FailureReason | null;
  /** The provider's; empty where it named none. */
  codes: string[];
  count: number;
  lastAt: string;
}

/** Codes with one meaning are one row, the most frequent first; an unknown code is a row of its own. */
export const failureRows = (failures: readonly Failure[]): FailureRow[] => {
  const groups = Map.groupBy(failures, ({ code }) => failureReasonOf(code) ?? `?${code}`);
  return [...groups.values()]
    .map((group) => ({
      reason: failureReasonOf(group[0]?.code ?? ""),
      codes: group.map(({ code }) => code).filter((code) => /\d/.test(code)),
      count: group.reduce((sum, { count }) => sum + count, 0),
      lastAt:
        group
          .map(({ lastAt }) => lastAt)
          .toSorted()
          .at(-1) ?? "",
    }))
    .toSorted((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt));
};

/** What happened, and what to do: the dictionary has them as one text, whose first sentence tells the former. */
export const sentencesOf = (text: string): { what: string; todo: string } => {
  const end = text.indexOf(". ");
  const [what, todo] = end < 0 ? [text.replace(/\.$/, ""), ""] : [text.slice(0, end), text.slice(end + 2)];
  return { what: what.charAt(0).toUpperCase() + what.slice(1), todo };
};
