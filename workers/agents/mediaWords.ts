import type { Language } from "../../schema/contract/enums.ts";
import type { MediaFailure, MediaKind } from "../../schema/contract/media.ts";

/** The words around what a message carries, for the model (`mediaText.ts`). Names and texts come ready quoted. */
export interface MediaWords {
  quoted(text: string): string;
  quotedUnknown: string;
  place(text: string): string;
  button(text: string): string;
  /** What kind of thing it is, with a document's name and how long a recording lasts. */
  what(kind: MediaKind, name: string | null, duration: string | null): string;
  /** Introduces the words in a file; `isMore` when a description stands before them. */
  saying(kind: MediaKind, text: string, isMore: boolean): string;
  /** It is here, but nothing could be understood of it. */
  unread(what: string, kind: MediaKind): string;
  /** It is still being fetched or understood. */
  waiting(what: string): string;
  /** It could not be had. */
  missing(what: string, kind: MediaKind, failure: MediaFailure | null): string;
}

const withDetails = (kind: string, name: string | null, duration: string | null): string =>
  [kind, name, duration && `(${duration})`].filter(Boolean).join(" ");

const italianKinds: Record<MediaKind, string> = {
  image: "Foto",
  audio: "Nota vocale",
  video: "Video",
  document: "Documento",
  sticker: "Sticker",
  contact: "Contatto condiviso",
};
const italianFailures: Record<MediaFailure, string> = {
  too_large: "il file è troppo grande",
  unsupported_type: "è un tipo di file che non si può aprire",
  not_found: "il file non c'è più",
  foreign_source: "il file non è arrivato dal canale",
  download_failed: "lo scaricamento non è riuscito",
  harmful: "il file non è sicuro",
  expired: "il file non è più conservato",
};

const italian: MediaWords = {
  quoted: (text) => `In risposta a: ${text}`,
  quotedUnknown: "In risposta a un messaggio precedente",
  place: (text) => `Posizione: ${text}`,
  button: (text) => `Pulsante premuto: ${text}`,
  what: (kind, name, duration) => withDetails(italianKinds[kind], name, duration),
  saying(kind, text, isMore) {
    if (!isMore) return text;
    if (kind === "image" || kind === "sticker") return `Testo nella foto: ${text}`;
    return kind === "video" ? `Parole nel video: ${text}` : `Testo: ${text}`;
  },
  unread(what, kind) {
    if (kind === "audio") return `${what} che non si è potuta ascoltare`;
    if (kind === "image") return `${what} che non si è potuta guardare`;
    return kind === "video" || kind === "sticker"
      ? `${what} che non si è potuto guardare`
      : `${what} che non si è potuto leggere`;
  },
  waiting: (what) => `${what} in arrivo: il contenuto non si conosce ancora`,
  missing: (what, kind, failure) =>
    `${what} che non si è potut${kind === "audio" ? "a ascoltare" : kind === "image" ? "a aprire" : "o aprire"}${failure ? `: ${italianFailures[failure]}` : ""}`,
};

const englishKinds: Record<MediaKind, string> = {
  image: "Photo",
  audio: "Voice note",
  video: "Video",
  document: "Document",
  sticker: "Sticker",
  contact: "Shared contact",
};
const englishFailures: Record<MediaFailure, string> = {
  too_large: "the file is too large",
  unsupported_type: "this kind of file cannot be opened",
  not_found: "the file is no longer there",
  foreign_source: "the file did not come from the channel",
  download_failed: "the download failed",
  harmful: "the file is not safe",
  expired: "the file is kept no longer",
};

const english: MediaWords = {
  quoted: (text) => `In reply to: ${text}`,
  quotedUnknown: "In reply to an earlier message",
  place: (text) => `Place: ${text}`,
  button: (text) => `Button tapped: ${text}`,
  what: (kind, name, duration) => withDetails(englishKinds[kind], name, duration),
  saying(kind, text, isMore) {
    if (!isMore) return text;
    if (kind === "image" || kind === "sticker") return `Text in the photo: ${text}`;
    return kind === "video" ? `Words in the video: ${text}` : `Text: ${text}`;
  },
  unread: (what, kind) =>
    `${what} that could not be ${kind === "audio" ? "listened to" : kind === "document" || kind === "contact" ? "read" : "looked at"}`,
  waiting: (what) => `${what} on its way: what it holds is not known yet`,
  missing: (what, kind, failure) =>
    `${what} that could not be ${kind === "audio" ? "listened to" : "opened"}${failure ? `: ${englishFailures[failure]}` : ""}`,
};

export const mediaWords: Record<Language, MediaWords> = { it: italian, en: english };
