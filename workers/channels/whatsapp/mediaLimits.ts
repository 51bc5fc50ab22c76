import type { Media } from "../../../schema/contract/media.ts";

const kB = 1024;
const MB = 1024 * kB;

/**
 * What WhatsApp carries to a customer, and up to which size in bytes. A WebP is a sticker there, whatever it was here. Of voice and
 * video it takes fewer kinds than browsers record.
 * Sources: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages (types; 5 MB for pictures, 16 MB for all else) and
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types (stickers).
 */
const limits: Readonly<Record<string, number>> = {
  "image/jpeg": 5 * MB,
  "image/png": 5 * MB,
  "image/webp": 100 * kB,
  "audio/ogg": 16 * MB,
  "audio/mpeg": 16 * MB,
  "audio/mp4": 16 * MB,
  "audio/aac": 16 * MB,
  "audio/amr": 16 * MB,
  "audio/3gpp": 16 * MB,
  "video/mp4": 16 * MB,
  "video/3gpp": 16 * MB,
  "application/pdf": 16 * MB,
  "application/msword": 16 * MB,
  "application/vnd.ms-excel": 16 * MB,
  "application/vnd.ms-powerpoint": 16 * MB,
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": 16 * MB,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": 16 * MB,
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": 16 * MB,
  "text/vcard": 16 * MB,
};

/**
 * Why WhatsApp would not carry a file; null when it would, or when nothing is known of it because it is elsewhere: then the
 * provider says so.
 */
export const unfitForWhatsapp = ({
  mediaType,
  bytes,
}: Pick<Media, "mediaType" | "bytes">): "unsupported_media" | "too_large" | null => {
  if (mediaType === null) return null;
  const limit = limits[mediaType];
  if (limit === undefined) return "unsupported_media";
  return bytes !== null && bytes > limit ? "too_large" : null;
};
