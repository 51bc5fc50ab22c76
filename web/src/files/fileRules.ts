import type { Channel } from "../../../schema/contract/enums.ts";
import type { maxMediaBytes, maxMediaPerMessage, MediaKind } from "../../../schema/contract/media.ts";

const megabyte = 1_024 * 1_024;

export const largestFile: typeof maxMediaBytes = 16 * megabyte;
export const mostFiles: typeof maxMediaPerMessage = 10;

interface FileRule {
  kind: MediaKind;
  /** As browsers announce it; the first is what the API finds in the file. */
  types: readonly string[];
  /** For files whose type the browser does not know. */
  extensions: readonly string[];
  /** Largest on WhatsApp, in bytes; null when WhatsApp does not take it at all. */
  whatsapp: number | null;
}

const office = "application/vnd.openxmlformats-officedocument.";

const rule = (kind: MediaKind, types: string, extensions: string, whatsapp: number | null): FileRule => ({
  kind,
  types: types.split(" "),
  extensions: extensions.split(" "),
  whatsapp,
});

/**
 * What the API takes (`platform/fileType.ts`), and WhatsApp's own limits where they are tighter (`whatsapp/mediaLimits.ts`,
 * https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages). The API looks into the file and decides.
 */
const rules: readonly FileRule[] = [
  rule("image", "image/jpeg image/pjpeg", "jpg jpeg", 5 * megabyte),
  rule("image", "image/png", "png", 5 * megabyte),
  rule("sticker", "image/webp", "webp", 100 * 1_024),
  rule("image", "image/gif", "gif", null),
  rule("image", "image/heic image/heif", "heic heif", null),
  rule("audio", "audio/ogg audio/opus", "ogg oga opus", largestFile),
  rule("audio", "audio/mpeg audio/mp3", "mp3", largestFile),
  rule("audio", "audio/mp4 audio/x-m4a audio/m4a", "m4a", largestFile),
  rule("audio", "audio/aac audio/x-aac", "aac", largestFile),
  rule("audio", "audio/amr", "amr", largestFile),
  rule("audio", "audio/3gpp", "3ga", largestFile),
  rule("audio", "audio/webm", "weba", null),
  rule("video", "video/mp4", "mp4", largestFile),
  rule("video", "video/3gpp", "3gp", largestFile),
  rule("video", "video/quicktime", "mov", null),
  rule("video", "video/webm", "webm", null),
  rule("document", "application/pdf", "pdf", largestFile),
  rule("document", `${office}wordprocessingml.document`, "docx", largestFile),
  rule("document", `${office}spreadsheetml.sheet`, "xlsx", largestFile),
  rule("document", `${office}presentationml.presentation`, "pptx", largestFile),
  rule("document", "application/msword", "doc", largestFile),
  rule("document", "application/vnd.ms-excel", "xls", largestFile),
  rule("document", "application/vnd.ms-powerpoint", "ppt", largestFile),
  rule("document", "text/plain", "txt", null),
  rule("document", "text/csv", "csv", null),
  rule("contact", "text/vcard text/x-vcard", "vcf", largestFile),
];

/** What a file picker offers. */
export const acceptedTypes = rules
  .flatMap(({ types, extensions }) => [...types, ...extensions.map((one) => `.${one}`)])
  .join(",");

export type FileRefusal = { reason: "empty" | "unsupported" | "not_on_whatsapp" } | { reason: "too_large"; limit: number };

/** By its ending first: Windows announces a CSV as an Excel sheet when Excel is installed. */
const ruleFor = ({ name, type }: { name: string; type: string }): FileRule | undefined => {
  const [announced = ""] = type.toLowerCase().split(";");
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  return rules.find(({ extensions }) => extensions.includes(extension)) ?? rules.find(({ types }) => types.includes(announced));
};

export const kindOfFile = (file: { name: string; type: string }): MediaKind => ruleFor(file)?.kind ?? "document";

/** Why a file can't be sent on this channel, or null when it can. */
export const fileRefusal = (file: { name: string; type: string; size: number }, channel: Channel): FileRefusal | null => {
  const found = ruleFor(file);
  if (!found) return { reason: "unsupported" };
  if (file.size === 0) return { reason: "empty" };
  if (channel === "whatsapp" && found.whatsapp === null) return { reason: "not_on_whatsapp" };
  const limit = Math.min(largestFile, channel === "whatsapp" ? (found.whatsapp ?? 0) : largestFile);
  return file.size > limit ? { reason: "too_large", limit } : null;
};
