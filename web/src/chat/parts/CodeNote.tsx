import type { JSX } from "solid-js";
import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import { codeLineOf, type CodeLine } from "../../codeLines.ts";
import { usePage } from "../page.ts";
import { timeOf } from "../time.ts";

/** The code that is all there is to a message; null of every other. */
export const codeIn = ({ kind, media, text }: PublicMessage): CodeLine | null =>
  kind === "notice" && media.length === 0 ? codeLineOf(text) : null;

/** That a code passed on WhatsApp, and when: whoever looks over the customer's shoulder needs no more, and nor do they by now. */
export const CodeNote = (props: { message: PublicMessage; code: CodeLine }): JSX.Element => {
  const { words, language } = usePage();
  return (
    <p class="day" data-message={props.message.id}>
      {words.codes[props.code]} · <time dateTime={props.message.createdAt}>{timeOf(language, props.message.createdAt)}</time>
    </p>
  );
};
