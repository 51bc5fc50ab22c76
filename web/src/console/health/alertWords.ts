import type { Alert, AlertKind } from "../../../../schema/contract/health.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { t } from "../../i18n/text.ts";
import { failureReasonOf } from "../inbox/failureReasons.ts";
import { sentencesOf } from "./failureRows.ts";

type Named = Pick<Alert, "kind" | "subject" | "detail">;

/** Gravest first: what keeps messages from coming, then from going, then what only costs or will. */
const ranks: Record<AlertKind, number> = {
  line_refused: 0,
  line_silent: 1,
  sends_failing: 2,
  outbox_stuck: 3,
  signatures_refused: 4,
  jobs_stuck: 5,
  model_key_invalid: 6,
  model_quota_near: 7,
  spend_near_cap: 8,
};

export const isGrave = ({ kind }: Pick<Alert, "kind">): boolean => ranks[kind] <= ranks.outbox_stuck;

/** A warning ahead of time belongs on the health page; what is wrong already is said on every page. */
export const isOnEveryPage = ({ kind }: Pick<Alert, "kind">): boolean => ranks[kind] < ranks.model_quota_near;

export const byGravity = <T extends Pick<Alert, "kind" | "openedAt">>(alerts: readonly T[]): T[] =>
  alerts.toSorted((a, b) => ranks[a.kind] - ranks[b.kind] || b.openedAt.localeCompare(a.openedAt));

/** A failure's code in words that go on after a colon. */
const reasonWords = (code: string): string => {
  const reason = failureReasonOf(code);
  if (!reason) return healthWords().codes(code).toLowerCase();
  const { what } = sentencesOf(t().failures.byReason[reason]);
  return what.charAt(0).toLowerCase() + what.slice(1);
};

export const alertTitle = ({ kind, subject, detail }: Named): string =>
  healthWords().alerts[kind].title(kind === "sends_failing" ? reasonWords(subject) : subject, detail);

export const alertTodo = ({ kind }: Pick<Alert, "kind">): string => healthWords().alerts[kind].todo;
