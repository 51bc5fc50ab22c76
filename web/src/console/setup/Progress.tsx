import type { JSX } from "solid-js";
import type { SetupStep } from "../../../../schema/contract/setup.ts";
import { t } from "../../i18n/text.ts";
import { doneOf } from "./progress.ts";

/** How many steps are done, as a bar with its words. */
export const Progress = (props: { steps: readonly SetupStep[] }): JSX.Element => (
  <span class="setup-progress small">
    <progress class="setup-bar" max={props.steps.length} value={doneOf(props.steps)} aria-label={t().common.firstHour} />
    <span class="numbers soft">{t().common.doneOf(doneOf(props.steps), props.steps.length)}</span>
  </span>
);
