import CircleQuestionMark from "lucide-solid/icons/circle-question-mark";
import type { Component } from "solid-js";
import { codeLineOf } from "../../../codeLines.ts";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { lengthOf } from "../../../ui/lengthOf.ts";
import { mediaIcons } from "../media/mediaIcons.ts";
import { plainWords } from "./plainWords.ts";

type Last = NonNullable<Conversation["lastMessage"]>;

/** Who of us wrote it, as the last line begins; nothing before what the customer wrote. */
export const authorWord = (sender: Last["sender"]): string => {
  if (sender === "client") return "";
  return sender === "ai" ? `${t().inbox.ai}: ` : `${t().inbox.person}: `;
};

/**
 * What a message without words, or before its words, is: a file of some kind, with its length when it has one. One with neither,
 * such as a reaction, is of a kind that never reaches us; a shared place has its name or address for words.
 */
export const lastFile = ({
  mediaKind,
  mediaDurationMs,
  text,
  direction,
}: Last): { icon: Component<{ size: number }>; word: string } | undefined => {
  if (!mediaKind) return text ? undefined : { icon: CircleQuestionMark, word: t().media.nothingToShow };
  const kind = mediaKind === "audio" && direction === "outbound" ? t().media.audioFile : t().media.kinds[mediaKind];
  return { icon: mediaIcons[mediaKind], word: mediaDurationMs === null ? kind : `${kind} ${lengthOf(mediaDurationMs)}` };
};

/** The words of the last line. A code is nobody's who only reads along: its name stands for it. */
export const lastWords = ({ text }: Last): string => {
  const code = codeLineOf(text);
  return code ? t().inbox.codes[code] : plainWords(text);
};
