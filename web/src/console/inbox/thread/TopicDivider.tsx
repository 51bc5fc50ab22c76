import MessageSquarePlus from "lucide-solid/icons/message-square-plus";
import type { JSX } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { timeOf } from "../../../i18n/format.ts";
import { threadWords } from "../../../i18n/threadWords.ts";

/** Where the model's history starts afresh: who wanted it, and when. */
export const TopicDivider = (props: { message: Message; contactName: string }): JSX.Element => {
  const who = () => props.message.authorName ?? props.contactName;
  return (
    <p class="topic-divider" id={props.message.id} tabindex="-1" title={threadWords().topicHelp}>
      <MessageSquarePlus size={14} />
      <span>{threadWords().topic(who(), timeOf(props.message.createdAt))}</span>
    </p>
  );
};
