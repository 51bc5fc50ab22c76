import { Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { useBlock } from "../head/block.tsx";

/** At the end of all that is known of a person: not to hear from them any more. */
export const BlockPerson = (props: { conversation: Conversation }): JSX.Element => {
  const block = useBlock(() => ({ contactId: props.conversation.contactId, name: props.conversation.contactName }));
  return (
    <section class="context-part">
      <Show
        when={props.conversation.place === "blocked"}
        fallback={
          <Button tone="danger" class="slim context-block" why={block.mayNot()} onClick={() => block.ask()}>
            {headWords().block}
          </Button>
        }
      >
        <p class="soft small">{headWords().blockedNote}</p>
        <Button class="slim context-block" why={block.mayNot()} isBusy={block.isRunning()} onClick={() => block.unblock()}>
          {headWords().unblock}
        </Button>
      </Show>
      <block.Question />
    </section>
  );
};
