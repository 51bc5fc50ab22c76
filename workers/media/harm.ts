import type { FileType } from "../platform/fileType.ts";
import { readZip, type ZipEntry } from "../platform/zip.ts";

/** The largest sensors make pictures of 200 megapixels, phones send a twentieth of that. */
const mostPixels = 100_000_000;
/** A picture of real things needs a bit for some hundred pixels at the very least; one colour needs nothing. */
const fewestPixelsAtRatio = 20_000_000;
const mostPixelsPerByte = 800;

/** Apache POI's own guard: nothing an Office document holds packs a hundredfold once it is worth mentioning. */
const mostPackedRatio = 100;
const ratioFrom = 1024 * 1024;
const mostUnpacked = 256 * 1024 * 1024;

/** Whether a file of this type is made to exhaust whoever opens it, or to write where it should not. */
export const isHarmful = (
  bytes: Uint8Array,
  mediaType: FileType,
  size: { width: number | null; height: number | null } | null,
): boolean => {
  if (mediaType.startsWith("image/")) return isPixelBomb((size?.width ?? 0) * (size?.height ?? 0), bytes.length);
  return mediaType.includes("openxmlformats") && isHarmfulZip(readZip(bytes) ?? []);
};

const isPixelBomb = (pixels: number, bytes: number): boolean =>
  pixels > mostPixels || (pixels > fewestPixelsAtRatio && pixels / bytes > mostPixelsPerByte);

const isHarmfulZip = (entries: ZipEntry[]): boolean =>
  entries.some(isHarmfulEntry) || entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0) > mostUnpacked;

const isHarmfulEntry = ({ name, packedBytes, unpackedBytes }: ZipEntry): boolean =>
  /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/i.test(name) ||
  (unpackedBytes > ratioFrom && unpackedBytes / Math.max(packedBytes, 1) > mostPackedRatio);
