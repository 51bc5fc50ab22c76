import type { MediaKind } from "../../schema/contract/media.ts";
import { splitText } from "../channels/whatsapp/split.ts";

/** A file as a message carries it: one of ours by its id, or one elsewhere that the provider fetches from its own address. */
export interface SentFile {
  mediaId: string;
  kind: MediaKind;
  mediaType: string | null;
  url: string | null;
}

/** An approved text that goes out by its provider's id, filled in there. */
export interface SentTemplate {
  contentSid: string;
  variables: Record<string, string>;
}

/** What one call to the channel carries. */
export interface Piece {
  text: string;
  file: SentFile | null;
  template: SentTemplate | null;
}

/** Of a longer text people would see only the beginning under a picture. */
export const longestCaption = 1_000;

/**
 * Kinds that show a text beneath. Twilio sends no caption with a document, and drops the text beside a voice note or a contact
 * (https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages).
 */
const captionable: ReadonlySet<MediaKind> = new Set(["image", "video"]);

/**
 * Cuts a message into the calls it takes, in the order they are made: a short text goes beneath the first picture or video; else
 * the text comes first, in as many parts as it needs, then one part per file. A template is always one.
 */
export const partsOf = ({
  text,
  files,
  template,
}: {
  text: string;
  files: SentFile[];
  template: SentTemplate | null;
}): Piece[] => {
  if (template) return [{ text, file: null, template }];
  const words = text.trim();
  const first = words !== "" && words.length <= longestCaption ? files.find(({ kind }) => captionable.has(kind)) : undefined;
  const alone = (file: SentFile): Piece => ({ text: "", file, template: null });
  if (first) return [{ text: words, file: first, template: null }, ...files.filter((file) => file !== first).map(alone)];
  return [...splitText(text).map((piece): Piece => ({ text: piece, file: null, template: null })), ...files.map(alone)];
};
