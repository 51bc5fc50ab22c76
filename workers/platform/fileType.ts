/** Kinds of file Filo takes, told by their first bytes; names and announced types are not believed. */
export type FileType =
  | "application/pdf"
  | "image/png"
  | "image/jpeg"
  | "image/webp"
  | "image/gif"
  | "audio/ogg"
  | "audio/mpeg"
  | "audio/mp4"
  | "video/mp4"
  | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  | "application/vnd.openxmlformats-officedocument.presentationml.presentation";

const office = "application/vnd.openxmlformats-officedocument.";
const headLength = 4_096;

/** The type of a file by its content, or null when it is none that Filo takes. */
export const fileTypeOf = (bytes: Uint8Array): FileType | null => {
  const head = String.fromCharCode(...bytes.subarray(0, headLength));
  // Readers accept a PDF whose header stands within the first kilobyte, and scanners write such.
  if (head.slice(0, 1_024).includes("%PDF-")) return "application/pdf";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (head.startsWith("OggS")) return "audio/ogg";
  if (head.slice(4, 8) === "ftyp") return head.slice(8, 12).startsWith("M4A") ? "audio/mp4" : "video/mp4";
  if (head.startsWith("ID3") || isMpegAudioFrame(bytes)) return "audio/mpeg";
  if (head.startsWith("PK\x03\x04")) return officeType(bytes, head);
  return null;
};

/** Eleven bits of sync, then a version, a layer, a bit rate and a sampling rate that exist (ISO/IEC 11172-3, section 2.4.2.3). */
const isMpegAudioFrame = ([first = 0, second = 0, third = 0]: Uint8Array): boolean =>
  first === 0xff &&
  (second & 0xe0) === 0xe0 &&
  (second & 0x18) !== 0x08 &&
  (second & 0x06) !== 0 &&
  (third & 0xf0) !== 0xf0 &&
  (third & 0x0c) !== 0x0c;

/** An Office document is a zip whose parts stand in a folder that names the application; the folder may come late in the archive. */
const officeType = (bytes: Uint8Array, head: string): FileType | null => {
  if (!head.includes("[Content_Types].xml") && !head.includes("_rels/")) return null;
  const whole = new TextDecoder("latin1").decode(bytes);
  if (whole.includes("word/document.xml")) return `${office}wordprocessingml.document`;
  if (whole.includes("xl/workbook.xml")) return `${office}spreadsheetml.sheet`;
  if (whole.includes("ppt/presentation.xml")) return `${office}presentationml.presentation`;
  return null;
};
