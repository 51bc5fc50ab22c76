import Lock from "lucide-solid/icons/lock";
import ScrollText from "lucide-solid/icons/scroll-text";
import Sparkles from "lucide-solid/icons/sparkles";
import { For, Show, type JSX } from "solid-js";
import { threadWords } from "../../../i18n/threadWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { useMayNot } from "../../shell/session.ts";
import type { SuggestionDesk } from "./assist/suggestion.ts";
import type { SummaryDesk } from "./assist/summary.ts";
import type { Writing } from "./writing.ts";

const modes: readonly Writing[] = ["message", "note"];

/** Message or note. */
const ModeSwitch = (props: { writing: Writing; onTurn(writing: Writing): void }): JSX.Element => (
  <div class="composer-modes" role="group" aria-label={threadWords().writing.modes}>
    <For each={modes}>
      {(mode) => (
        <button
          type="button"
          class="composer-mode"
          classList={{ "for-team": mode === "note" }}
          aria-pressed={props.writing === mode}
          onClick={() => props.onTurn(mode)}
        >
          <Show when={mode === "note"}>
            <Lock size={13} />
          </Show>
          {threadWords().writing[mode]}
        </button>
      )}
    </For>
  </div>
);

interface ComposerTopProps {
  writing: Writing;
  onTurn(writing: Writing): void;
  /** A person has charge of the conversation. */
  isMine: boolean;
  /** A message can be written freely. */
  isFree: boolean;
  suggestion: SuggestionDesk;
  summary: SummaryDesk;
}

/** What is being written, and what the AI can do for whoever writes it. */
export const ComposerTop = (props: ComposerTopProps): JSX.Element => {
  const mayNot = useMayNot("write");
  const words = () => threadWords().assist;
  return (
    <div class="composer-top">
      <ModeSwitch writing={props.writing} onTurn={props.onTurn} />
      <Show when={props.isMine}>
        <span class="composer-tools">
          <Show when={props.isFree && props.writing === "message"}>
            <Button
              tone="quiet"
              class="slim assist"
              title={words().suggestLong}
              why={mayNot()}
              isBusy={props.suggestion.isAsking()}
              onClick={props.suggestion.ask}
            >
              <Sparkles size={15} />
              {props.suggestion.isAsking() ? words().suggesting : words().suggest}
            </Button>
          </Show>
          <Button
            tone="quiet"
            class="slim assist"
            title={words().summarizeLong}
            why={mayNot()}
            isBusy={props.summary.isAsking()}
            onClick={() => (props.summary.state() === "open" ? props.summary.close() : props.summary.open())}
          >
            <ScrollText size={15} />
            {words().summarize}
          </Button>
        </span>
      </Show>
    </div>
  );
};
