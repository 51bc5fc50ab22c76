import type { MediaKind } from "../../schema/contract/media.ts";

/**
 * What a file is to people, by its type. A WebP that WhatsApp brings is a sticker, since WhatsApp carries no other
 * (https://www.twilio.com/docs/messaging/guides/accepted-mime-types); one from a browser is a picture.
 *
 * @param mediaType as announced or, better, as told by the content
 */
export const kindOf = (mediaType: string, from: "whatsapp" | "upload"): MediaKind => {
  const type = mediaType.toLowerCase().split(";")[0]?.trim() ?? "";
  if (type === "image/webp" && from === "whatsapp") return "sticker";
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("audio/")) return "audio";
  if (type.startsWith("video/")) return "video";
  return /^(?:text\/(?:x-)?vcard|text\/directory|application\/vcard)$/.test(type) ? "contact" : "document";
};
