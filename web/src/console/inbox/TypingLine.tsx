import { Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import { t } from "../../i18n/text.ts";
import { typingIn } from "../../realtime/typing.ts";

/** Who is writing right now. Its room is kept free, so that the thread does not jump. */
export const TypingLine = (props: { conversation: Conversation }): JSX.Element => {
  const words = () => {
    const who = typingIn(props.conversation.id);
    if (who === "ai") return t().inbox.typingAi;
    if (who === "client") return t().inbox.typingClient(props.conversation.contactName);
    return who && t().inbox.typingConsultant;
  };
  return (
    <p class="typing-line">
      <Show when={words()}>
        <span class="typing-dots" aria-hidden="true" />
        {words()}
      </Show>
    </p>
  );
};
