import { Show, type JSX } from "solid-js";
import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import { spokenText } from "../markup.ts";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";

const goTo = (messageId: string): void => {
  const message = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
  if (message === null) return;
  message.scrollIntoView({ block: "center" });
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
};

/** The message this one answers; pressed, the page goes there, when it is known which it was. */
export const Quote = (props: { quoted: NonNullable<PublicMessage["quoted"]> }): JSX.Element => {
  const { language } = usePage();
  const words = mediaWordsOf(language);
  const said = () => (
    <>
      <span class="only-spoken">{words.quoted}: </span>
      <span class="quote-text" dir="auto">
        {(props.quoted.text && spokenText(props.quoted.text)) || words.quotedUnknown}
      </span>
    </>
  );
  return (
    <Show when={props.quoted.messageId} fallback={<p class="quote">{said()}</p>}>
      {(id) => (
        <button type="button" class="quote" onClick={() => goTo(id())}>
          {said()}
        </button>
      )}
    </Show>
  );
};
