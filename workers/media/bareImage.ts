import type { FileType } from "../platform/fileType.ts";
import { joinBytes } from "../platform/joinBytes.ts";
import { bareHeic } from "./bareHeic.ts";

/**
 * A picture without what a camera writes beside it: where it was taken, when, with what and by whom. Of all that only how it is turned
 * stays, and its colours. Phones take the rest away before WhatsApp sends a photo; from here nothing else goes out or in either.
 */
export const bareImage = (bytes: Uint8Array, mediaType: FileType): Uint8Array => {
  if (mediaType === "image/jpeg") return bareJpeg(bytes);
  if (mediaType === "image/png") return barePng(bytes);
  if (mediaType === "image/heic") return bareHeic(bytes);
  return mediaType === "image/webp" ? bareWebp(bytes) : bytes;
};

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Exif and XMP lie in APP1, IPTC in APP13 (ITU-T T.81, B.1.1.4; Exif 2.32, 4.7.2; XMP part 3, 1.1.3). Bytes behind the picture's end
 * are not the picture: phones put depth maps, films and second pictures there, each with an Exif of its own.
 */
const bareJpeg = (bytes: Uint8Array): Uint8Array => {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let isTurned = false;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker === 0xda) return joinBytes([...kept, bytes.subarray(at, endOfJpeg(bytes, at))]);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) break;
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1 && startsWith(segment, 4, "Exif\0\0") && !isTurned) {
      const turned = turnedOnly(segment.subarray(10));
      if (turned) kept.push(turned);
      isTurned = turned !== null;
    }
    if (marker !== 0xe1 && marker !== 0xed) kept.push(segment);
    at = end;
  }
  return bytes;
};

/**
 * Where the picture ends: behind the EOI that follows a scan. In a scan 0xff is followed by 0 or a restart marker, between scans stand
 * segments with a length of their own (T.81, B.1.1.5, B.2.1).
 */
const endOfJpeg = (bytes: Uint8Array, scan: number): number => {
  const view = viewOf(bytes);
  for (let at = scan; at >= 0 && at + 3 < bytes.length;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) return at + 2;
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    at = bytes.indexOf(0xff, isData ? at + 1 + Number(marker === 0) : at + 2 + view.getUint16(at + 2));
  }
  return bytes.length;
};

const orientationTag = 0x0112;
const shortType = 3;

/** The one entry of an Exif block that says how the picture is turned, as a block of its own; null when it lies as it is. */
const turnedOnly = (tiff: Uint8Array): Uint8Array | null => {
  const turn = orientationOf(tiff);
  if (turn === null || turn < 2 || turn > 8) return null;
  const block = new Uint8Array(36);
  block.set([0xff, 0xe1, 0, 34, ...[..."Exif\0\0"].map((sign) => sign.charCodeAt(0)), 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1]);
  const view = viewOf(block);
  view.setUint16(20, orientationTag);
  view.setUint16(22, shortType);
  view.setUint32(24, 1);
  view.setUint16(28, turn);
  return block;
};

/** Tag 0x0112 of the first directory (TIFF 6.0, section 8). */
const orientationOf = (tiff: Uint8Array): number | null => {
  const isLittle = startsWith(tiff, 0, "II");
  if (tiff.length < 14 || (!isLittle && !startsWith(tiff, 0, "MM"))) return null;
  const view = viewOf(tiff);
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return null;
  const count = view.getUint16(directory, isLittle);
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return null;
    if (view.getUint16(at, isLittle) === orientationTag) return view.getUint16(at + 8, isLittle);
  }
  return null;
};

/** `eXIf`, and texts that hold XMP or what old programs wrote of Exif and IPTC (PNG 3, 11.3.4.5; XMP part 3, 1.1.5). */
const barePng = (bytes: Uint8Array): Uint8Array => {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return bytes;
    const isText = startsWith(bytes, at + 4, "iTXt") || startsWith(bytes, at + 4, "zTXt") || startsWith(bytes, at + 4, "tEXt");
    const isTrace = startsWith(bytes, at + 8, "XML:com.adobe.xmp") || startsWith(bytes, at + 8, "Raw profile type ");
    if (!startsWith(bytes, at + 4, "eXIf") && !(isText && isTrace)) kept.push(bytes.subarray(at, end));
    if (startsWith(bytes, at + 4, "IEND")) return joinBytes(kept);
    at = end;
  }
  return bytes;
};

const exifFlag = 0x08;
const xmpFlag = 0x04;

/** The chunks `EXIF` and `XMP `, and the flags in `VP8X` that announce them (RFC 9649, section 2.7). */
const bareWebp = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length < 12) return bytes;
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const end = Math.min(at + 8 + size + (size % 2), bytes.length);
    if (at + 8 + size > bytes.length) return bytes;
    const chunk = bytes.slice(at, end);
    if (startsWith(chunk, 0, "VP8X")) chunk[8] = (chunk[8] ?? 0) & ~(exifFlag | xmpFlag);
    if (!startsWith(chunk, 0, "EXIF") && !startsWith(chunk, 0, "XMP ")) kept.push(chunk);
    at = end;
  }
  const body = joinBytes(kept);
  const head = bytes.slice(0, 12);
  viewOf(head).setUint32(4, body.length + 4, true);
  return joinBytes([head, body]);
};
