import type { FileType } from "../platform/fileType.ts";
import { bareFilm } from "./bareFilm.ts";
import { bareImage } from "./bareImage.ts";

const isFilm = (mediaType: FileType): boolean => /^(?:audio|video)\/(?:mp4|3gpp|quicktime)$/.test(mediaType);

/** A file without what the device that took it writes beside it. A document is what people wrote, and stays. */
export const bareFile = (bytes: Uint8Array, mediaType: FileType): Uint8Array =>
  isFilm(mediaType) ? bareFilm(bytes) : bareImage(bytes, mediaType);
