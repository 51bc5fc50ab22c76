import type { Media, MediaKind } from "../../schema/contract/media.ts";

const types: Record<MediaKind, string> = {
  image: "image/jpeg",
  audio: "audio/ogg",
  video: "video/mp4",
  document: "application/pdf",
  sticker: "image/webp",
  contact: "text/vcard",
};

/** A file as a person sends it: uploaded, typed by its content, small enough for any channel. */
export const sentFile = (id: string, kind: MediaKind, set: Partial<Media> = {}): Media => ({
  id,
  kind,
  state: "ready",
  failure: null,
  name: id,
  mediaType: types[kind],
  bytes: 10_000,
  durationMs: null,
  width: null,
  height: null,
  description: null,
  text: null,
  ...set,
});
