import Eye from "lucide-solid/icons/eye";
import PenLine from "lucide-solid/icons/pen-line";
import { For, Show, type JSX } from "solid-js";
import { listOfWords } from "../../../i18n/format.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { onlookersOf } from "../../../realtime/onlookers.ts";
import { initialsOf } from "../../../ui/initials.ts";
import { isNarrow } from "./narrow.ts";

const atMost = () => (isNarrow() ? 1 : 3);

/** Which colleagues have this conversation open too, and who of them is writing, so that two don't answer at once. */
export const Onlookers = (props: { conversationId: string }): JSX.Element => {
  const here = () => onlookersOf(props.conversationId);
  const words = () => {
    const names = listOfWords(here().map(({ name }) => name));
    const writing = here().filter(({ isTyping }) => isTyping);
    const looking = here().length === 1 ? headWords().looking(names) : headWords().lookingMany(names);
    return writing.length === 0 ? looking : headWords().typing(listOfWords(writing.map(({ name }) => name)));
  };
  return (
    <p class="onlookers" role="status">
      <Show when={here().length > 0}>
        <span class="only-spoken">{words()}</span>
        <span class="onlookers-seen" title={words()} aria-hidden="true">
          <Show when={here().some(({ isTyping }) => isTyping)} fallback={<Eye size={15} />}>
            <PenLine size={15} />
          </Show>
          <For each={here().slice(0, atMost())}>
            {(onlooker) => (
              <span class="onlooker" classList={{ typing: onlooker.isTyping }}>
                {initialsOf(onlooker.name)}
              </span>
            )}
          </For>
          <Show when={here().length > atMost()}>+{here().length - atMost()}</Show>
        </span>
      </Show>
    </p>
  );
};
