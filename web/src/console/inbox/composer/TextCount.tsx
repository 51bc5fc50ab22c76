import { Show, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { threadWords } from "../../../i18n/threadWords.ts";

/** How many characters before the end of what fits it begins to count. */
const countedFrom = 300;

/** What stands below the text: how much is left or too much, else a hint. */
export const TextCount = (props: { id: string; left: number; hint: string }): JSX.Element => (
  <p id={props.id} class="composer-count" role="status">
    <Show when={props.left < 0} fallback={props.left <= countedFrom ? threadWords().writing.left(props.left) : props.hint}>
      <span class="field-error">{t().inbox.tooLong(-props.left)}</span>
    </Show>
  </p>
);
