import type { LineHealthReport, LineMode } from "../../../../schema/contract/health.ts";
import { failureReasonOf } from "../inbox/failureReasons.ts";

export interface LineState {
  kind: LineMode | "refused" | "troubled";
  tone: "ai" | "plain" | "amber" | "red";
}

/** Troubles with the account itself: nothing comes in or goes out until somebody sees to it. */
const isRefusal = (code: string | null): boolean => {
  const reason = code === null ? null : failureReasonOf(code);
  return reason === "credentials" || reason === "suspended";
};

/** How a line does, worst first. */
export const lineStateOf = ({ mode, lastError }: Pick<LineHealthReport, "mode" | "lastError">): LineState => {
  if (mode === "off") return { kind: "off", tone: "red" };
  if (mode === "unknown") return { kind: "unknown", tone: "amber" };
  if (lastError && !lastError.isOver)
    return isRefusal(lastError.code) ? { kind: "refused", tone: "red" } : { kind: "troubled", tone: "amber" };
  return { kind: mode, tone: mode === "webhook" ? "ai" : "plain" };
};

const dayMs = 24 * 60 * 60_000;

/** Refused calls are told of for a day. */
export const hasRefusedLately = (lastRefusedAt: string | null, now: number): boolean =>
  lastRefusedAt !== null && now - Date.parse(lastRefusedAt) < dayMs;
