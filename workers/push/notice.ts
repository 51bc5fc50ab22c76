import type { Message } from "../../schema/contract/conversations.ts";
import type { Language, NeedsPersonReason } from "../../schema/contract/enums.ts";
import { noticeWords } from "./noticeWords.ts";

/** What a notification tells; `web/src/sw/` shows it. */
export interface Notice {
  title: string;
  body: string;
  /** One notification per conversation: a newer one takes the place of the older. */
  tag: string;
  url: string;
}

/** Why somebody is told. */
export type Cause =
  | { kind: "message"; message: Pick<Message, "text" | "media" | "place"> }
  | { kind: "needs_person"; reason: NeedsPersonReason }
  | { kind: "mention"; author: string | null; text: string };

const longestBody = 140;

/** The text in one line, cut at a word where that leaves enough of it. */
export const shortened = (text: string, longest = longestBody): string => {
  const line = text.replace(/\s+/gu, " ").trim();
  const signs = [...line];
  if (signs.length <= longest) return line;
  const cut = signs.slice(0, longest - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
};

const bodyOf = (cause: Cause, language: Language): string => {
  const words = noticeWords[language];
  if (cause.kind === "needs_person") return words.reasons[cause.reason];
  if (cause.kind === "mention") return shortened(`${words.note(cause.author ?? words.somebody)} ${cause.text}`);
  const { text, media, place } = cause.message;
  if (text.trim() !== "") return shortened(text);
  const [file] = media;
  if (file) return words.media[file.kind];
  return place ? words.place : "…";
};

/** A notification's words, in the tenant's language. */
export const noticeOf = (
  { conversationId, contactName }: { conversationId: string; contactName: string | null },
  cause: Cause,
  language: Language,
): Notice => ({
  title: shortened(contactName ?? noticeWords[language].somebody, 60),
  body: bodyOf(cause, language),
  tag: conversationId,
  url: `/console/inbox/${conversationId}`,
});
