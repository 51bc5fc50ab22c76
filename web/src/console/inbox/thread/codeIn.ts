import { codeLineOf, type CodeLine } from "../../../codeLines.ts";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { hasTrouble } from "./failureText.ts";

/** The code that is all there is to a message; none of one that did not go out, which somebody may have to see to. */
export const codeIn = (message: Message): CodeLine | null =>
  message.kind === "notice" && message.media.length === 0 && !hasTrouble(message) ? codeLineOf(message.text) : null;
