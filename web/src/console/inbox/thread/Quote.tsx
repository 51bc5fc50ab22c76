import Reply from "lucide-solid/icons/reply";
import { Show, type JSX } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { jumpTo } from "../jump.ts";
import { plainWords } from "../list/plainWords.ts";

/** The message this one answers; pressed, the thread goes there. */
export const Quote = (props: { quoted: NonNullable<Message["quoted"]> }): JSX.Element => {
  const words = () => (
    <>
      <span class="quote-label">
        <Reply size={13} />
        {t().media.quoted}
      </span>
      <span class="quote-words" dir="auto">
        {(props.quoted.text && plainWords(props.quoted.text)) || t().media.quotedUnknown}
      </span>
    </>
  );
  return (
    <Show when={props.quoted.messageId} fallback={<p class="quote">{words()}</p>}>
      {(messageId) => (
        <button type="button" class="quote" title={t().media.goToQuoted} onClick={() => jumpTo(messageId())}>
          {words()}
        </button>
      )}
    </Show>
  );
};
