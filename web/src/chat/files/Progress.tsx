import { Show, type JSX } from "solid-js";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";
import type { Held } from "./held.ts";

/** How far an upload is, until it is done. */
export const Progress = (props: { held: Held }): JSX.Element => {
  const { language } = usePage();
  const words = mediaWordsOf(language);
  const percent = () => Math.round(props.held.part() * 100);
  return (
    <Show when={props.held.mediaId() === null && props.held.problem() === null}>
      <span
        class="upload"
        role="progressbar"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow={percent()}
        aria-label={words.uploading(percent())}
      >
        <span style={{ "--part": props.held.part() }} />
      </span>
    </Show>
  );
};
