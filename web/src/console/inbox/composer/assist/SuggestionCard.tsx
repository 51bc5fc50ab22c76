import "./assist.css";
import { Show, type JSX } from "solid-js";
import { threadWords } from "../../../../i18n/threadWords.ts";
import { Button } from "../../../../ui/Button.tsx";
import type { SuggestionDesk } from "./suggestion.ts";

/** A suggestion that would meet words already written: the writer decides what becomes of both. */
export const SuggestionCard = (props: { desk: SuggestionDesk }): JSX.Element => (
  <Show when={props.desk.offered()}>
    {(words) => (
      <section class="assist-card" aria-label={threadWords().assist.suggestion}>
        <p class="assist-title">{threadWords().assist.suggestion}</p>
        <p class="assist-text" dir="auto">
          {words()}
        </p>
        <div class="assist-actions">
          <Button class="slim" onClick={props.desk.append}>
            {threadWords().assist.append}
          </Button>
          <Button class="slim" onClick={props.desk.replace}>
            {threadWords().assist.replace}
          </Button>
          <Button tone="quiet" class="slim" onClick={props.desk.leave}>
            {threadWords().assist.leave}
          </Button>
        </div>
      </section>
    )}
  </Show>
);
