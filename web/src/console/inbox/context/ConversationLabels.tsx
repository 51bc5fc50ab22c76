import { For, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { createLabels } from "../labels/data.ts";
import { LabelChip } from "../labels/LabelChip.tsx";

/** The conversation's labels, with all their names; the head's menu puts them on and takes them off. */
export const ConversationLabels = (props: { conversation: Conversation }): JSX.Element => {
  const labels = createLabels();
  return (
    <section class="context-part">
      <h3>{headWords().labels}</h3>
      <ul class="context-labels">
        <For each={labels.of(props.conversation.labelIds)} fallback={<li class="soft">{headWords().labelNone}</li>}>
          {(label) => (
            <li>
              <LabelChip label={label} />
            </li>
          )}
        </For>
      </ul>
    </section>
  );
};
