import type { StoredMessage } from "./state.ts";

/** What somebody has said in a message: typed words, then those of its voice notes. Words in pictures and documents are not theirs. */
export const said = ({ text, media }: Pick<StoredMessage, "text" | "media">): string[] =>
  [text, ...media.map((medium) => (medium.kind === "audio" ? medium.text : null))].filter(
    (words): words is string => words !== null && words.trim() !== "",
  );
