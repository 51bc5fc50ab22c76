import { readIsoMedia } from "./isoMedia.ts";
import { oldOfficeType } from "./oldOffice.ts";
import { decodeText, looksLikeMarkup, looksLikeTable } from "./plainText.ts";
import { readZip } from "./zip.ts";

const office = "application/vnd.openxmlformats-officedocument.";

/**
 * Kinds of file Filo takes, told by their content; names and announced types are not believed. They are what WhatsApp carries
 * (https://www.twilio.com/docs/messaging/guides/accepted-mime-types) and what browsers record and phones photograph; never
 * anything a browser runs scripts in, such as SVG or HTML.
 */
export const fileTypes = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/heic",
  "audio/ogg",
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/amr",
  "audio/3gpp",
  "audio/webm",
  "video/mp4",
  "video/3gpp",
  "video/quicktime",
  "video/webm",
  `${office}wordprocessingml.document`,
  `${office}spreadsheetml.sheet`,
  `${office}presentationml.presentation`,
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "text/plain",
  "text/csv",
  "text/vcard",
] as const;
export type FileType = (typeof fileTypes)[number];

const headLength = 4_096;

/** The type of a file by its content, or null when it is none that Filo takes. */
export const fileTypeOf = (bytes: Uint8Array): FileType | null => {
  const head = String.fromCharCode(...bytes.subarray(0, headLength));
  if (looksLikeMarkup(head.slice(0, 64))) return null;
  return (
    documentType(bytes, head) ?? pictureType(bytes, head) ?? soundType(bytes, head) ?? filmType(bytes) ?? textType(bytes, head)
  );
};

const documentType = (bytes: Uint8Array, head: string): FileType | null => {
  // Readers accept a PDF whose header stands within the first kilobyte, and scanners write such; a page in front of it is none.
  const pdfAt = head.slice(0, 1_024).indexOf("%PDF-");
  if (pdfAt >= 0) return looksLikeMarkup(head.slice(0, pdfAt)) ? null : "application/pdf";
  if (head.startsWith("PK\x03\x04")) return officeType(bytes);
  return oldOfficeType(bytes);
};

/** An Office document is a zip whose parts stand in a folder that names the application. One with macros is none of ours. */
const officeType = (bytes: Uint8Array): FileType | null => {
  const names = new Set(readZip(bytes)?.map(({ name }) => name));
  if (!names.has("[Content_Types].xml") || [...names].some((name) => /vbaProject\.bin$/i.test(name))) return null;
  if (names.has("word/document.xml")) return `${office}wordprocessingml.document`;
  if (names.has("xl/workbook.xml")) return `${office}spreadsheetml.sheet`;
  if (names.has("ppt/presentation.xml")) return `${office}presentationml.presentation`;
  return null;
};

const pictureType = (bytes: Uint8Array, head: string): FileType | null => {
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  // A width that reads as the beginning of a comment or an assignment makes a script of the picture.
  if (/^GIF8[79]a/.test(head)) return /^(?:\/[*/]|\s*=)/.test(head.slice(6, 10)) ? null : "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return /^(?:hei[cxms]|hev[cx])$|^mif1$/.test(readIsoMedia(bytes)?.brand ?? "") ? "image/heic" : null;
};

const soundType = (bytes: Uint8Array, head: string): FileType | null => {
  if (head.startsWith("OggS")) return head.slice(0, 128).includes("theora") ? null : "audio/ogg";
  if (/^#!AMR(?:-WB)?\n/.test(head)) return "audio/amr";
  if (head.startsWith("ID3") || isMpegAudioFrame(bytes)) return "audio/mpeg";
  return isAdtsFrame(bytes) ? "audio/aac" : null;
};

/**
 * Eleven bits of sync, then a version, a layer, a bit rate and a sampling rate that exist (ISO/IEC 11172-3, section 2.4.2.3). What
 * would be layer I without a checksum is how a text in UTF-16 begins, and far likelier that.
 */
const isMpegAudioFrame = ([first = 0, second = 0, third = 0]: Uint8Array): boolean =>
  first === 0xff &&
  (second & 0xe0) === 0xe0 &&
  (second & 0x18) !== 0x08 &&
  (second & 0x06) !== 0 &&
  second !== 0xfe &&
  (third & 0xf0) !== 0xf0 &&
  (third & 0x0c) !== 0x0c;

/** Twelve bits of sync, layer 0, a sampling rate that exists (ISO/IEC 13818-7, section 6.2). */
const isAdtsFrame = ([first = 0, second = 0, third = 0, fourth]: Uint8Array): boolean =>
  first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 0x0f) < 13 && fourth !== undefined;

const filmType = (bytes: Uint8Array): FileType | null => {
  const head = String.fromCharCode(...bytes.subarray(0, headLength));
  if (head.startsWith("\x1a\x45\xdf\xa3"))
    return head.slice(0, 64).includes("webm") ? (/V_(?:VP[89]|AV1|MPEG)/.test(head) ? "video/webm" : "audio/webm") : null;
  const film = readIsoMedia(bytes);
  if (!film || /^avi[fs]/.test(film.brand)) return null;
  const isSound = film.brand.startsWith("M4A") || (film.tracks?.hasAudio === true && !film.tracks.hasVideo);
  if (/^3g[2gp]/.test(film.brand)) return isSound ? "audio/3gpp" : "video/3gpp";
  if (isSound) return "audio/mp4";
  return film.brand === "qt  " ? "video/quicktime" : "video/mp4";
};

const textType = (bytes: Uint8Array, head: string): FileType | null => {
  if (head.startsWith("#!")) return null;
  const text = decodeText(bytes);
  if (text === null || looksLikeMarkup(text.slice(0, 65_536))) return null;
  if (/^\ufeff?BEGIN:VCARD\r?\n/i.test(text)) return "text/vcard";
  return looksLikeTable(text) ? "text/csv" : "text/plain";
};
