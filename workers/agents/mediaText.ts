import type { Language, Sender } from "../../schema/contract/enums.ts";
import type { Media, Place } from "../../schema/contract/media.ts";
import { mediaWords, type MediaWords } from "./mediaWords.ts";
import { asData, cutTo } from "./promptBudget.ts";

/** A message with what it carries, as far as a model is told of it; any stored message is one. */
export interface LadenMessage {
  sender: Sender;
  text: string;
  media: Media[];
  place: Place | null;
  quoted: { text: string | null } | null;
  button: { text: string } | null;
}

/** The most that the files of one message may take, in tokens: of a message that is to be answered, and of an earlier one. */
export const mediaBudget = { now: 3_000, before: 800 } as const;

const charactersPerToken = 4;
const quotedLength = 500;

/**
 * A message as the model reads it: its words, then a line in square brackets for every file, place, quote or button. Such a line
 * is Filo's, and can't be forged: a customer's own words, also those that a file says, are given round brackets for square ones.
 * They are data; the rules of the prompt say so.
 *
 * @param language of the lines: the tenant's, as the prompt's
 * @param tokens for all files together, in tokens; the words of the message itself are not cut
 */
export const messageForModel = (message: LadenMessage, language: Language, tokens: number = mediaBudget.now): string => {
  const words = mediaWords[language];
  const { sender, text, media, place, quoted, button } = message;
  const own = sender === "client" ? roundBrackets(text) : text;
  return [
    quoted && (quoted.text ? mark(words.quoted(quote(quoted.text, quotedLength))) : mark(words.quotedUnknown)),
    own,
    ...mediaLines(media, words, tokens * charactersPerToken),
    place && mark(words.place(placeWords(place))),
    button && button.text.trim() !== text.trim() ? mark(words.button(quote(button.text, quotedLength))) : null,
  ]
    .filter((line) => line !== null && line.trim() !== "")
    .join("\n");
};

const mark = (words: string): string => `[${words}]`;

const roundBrackets = (text: string): string => text.replaceAll(/[[［〔【⟦]/g, "(").replaceAll(/[\]］〕】⟧]/g, ")");

/** Words that somebody else wrote, for inside a line: on one line, and unable to end it. */
const inLine = (text: string, length: number): string =>
  cutTo(
    roundBrackets(asData(text))
      .replaceAll(/["“”«»]/g, "'")
      .replaceAll(/\s*\n\s*/g, " / ")
      .trim(),
    length,
  );

const quote = (text: string, length: number): string => `"${inLine(text, length)}"`;

/** Shares the budget: what a short file leaves goes to those after it. */
const mediaLines = (media: Media[], words: MediaWords, characters: number): string[] => {
  let left = characters;
  return media.map((medium, at) => {
    const line = mark(mediumWords(medium, words, Math.floor(left / (media.length - at))));
    left = Math.max(0, left - line.length);
    return line;
  });
};

const mediumWords = (medium: Media, words: MediaWords, length: number): string => {
  const { kind, state, failure, name, durationMs, description, text } = medium;
  const what = words.what(kind, kind === "document" ? quote(name, 120) : null, durationMs === null ? null : clock(durationMs));
  if (state === "failed" || state === "refused") return words.missing(what, kind, failure);
  const said = text?.trim() ? inLine(text, Math.max(80, Math.floor(length * 0.8))) : null;
  const shown = description?.trim() ? inLine(description, Math.max(80, length - (said?.length ?? 0))) : null;
  if (said === null && shown === null) return state === "ready" ? words.unread(what, kind) : words.waiting(what);
  return `${what}: ${[shown, said && words.saying(kind, `"${said}"`, shown !== null)].filter(Boolean).join(" ")}`;
};

/** `1:05` for 65 seconds. */
const clock = (durationMs: number): string => {
  const seconds = Math.round(durationMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const placeWords = ({ latitude, longitude, name, address }: Place): string =>
  [name, address]
    .filter((part) => part?.trim())
    .map((part) => inLine(part ?? "", 200))
    .concat(`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)
    .join(" · ");
