import type { MediaFailure, MediaKind } from "../../schema/contract/media.ts";
import { fileTypeOf, type FileType } from "../platform/fileType.ts";
import { readIsoMedia } from "../platform/isoMedia.ts";
import { isHarmful } from "./harm.ts";
import { imageSize } from "./headers/imageSize.ts";
import { soundLength } from "./headers/soundLength.ts";
import { kindOf } from "./kindOf.ts";

/** What a file's own bytes say of it. */
export interface Examined {
  ok: true;
  mediaType: FileType;
  kind: MediaKind;
  durationMs: number | null;
  width: number | null;
  height: number | null;
}

const longestPlayed = 24 * 60 * 60_000;

/**
 * Looks at a file before it is stored: its real type, whether it is made to do harm, how large and how long it is. Reads headers
 * and directories only, so that its time is bounded by the file's size, whatever the file claims.
 */
export const examine = (
  bytes: Uint8Array,
  from: "whatsapp" | "upload",
): Examined | { ok: false; failure: Extract<MediaFailure, "unsupported_type" | "harmful"> } => {
  const mediaType = fileTypeOf(bytes);
  if (mediaType === null) return { ok: false, failure: "unsupported_type" };
  const film = /^(?:audio|video)\/(?:mp4|3gpp|quicktime)$/.test(mediaType) ? readIsoMedia(bytes) : null;
  const size = film ?? imageSize(bytes, mediaType);
  if (isHarmful(bytes, mediaType, size)) return { ok: false, failure: "harmful" };
  const length = film ? film.durationMs : soundLength(bytes, mediaType);
  return {
    ok: true,
    mediaType,
    kind: kindOf(mediaType, from),
    durationMs: length !== null && length <= longestPlayed ? length : null,
    width: size?.width ?? null,
    height: size?.height ?? null,
  };
};
