import { createMemo, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { listOfWords } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { threadWords } from "../../../i18n/threadWords.ts";
import { onlookersOf } from "../../../realtime/onlookers.ts";
import { typingIn } from "../../../realtime/typing.ts";

/** Who is writing right now: the customer, the AI, colleagues by their names. Its room is kept free, so that the thread does not jump. */
export const TypingLine = (props: { conversation: Conversation }): JSX.Element => {
  const words = createMemo(() => {
    const who = typingIn(props.conversation.id);
    const colleagues = onlookersOf(props.conversation.id).flatMap(({ name, isTyping }) => (isTyping ? [name] : []));
    const names = [...(who === "client" ? [props.conversation.contactName] : []), ...colleagues];
    if (names.length > 0) return threadWords().typing(listOfWords(names), names.length);
    if (who === "ai") return t().inbox.typingAi;
    return who && t().inbox.typingConsultant;
  });
  return (
    <p class="typing-line">
      <Show when={words()}>
        <span class="typing-dots" aria-hidden="true" />
        <span class="truncate">{words()}</span>
      </Show>
    </p>
  );
};
