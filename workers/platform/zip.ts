import { inflateRawSync } from "node:zlib";

/** A file inside a zip, as the archive's directory describes it; the sizes are its claim. */
export interface ZipEntry {
  name: string;
  method: number;
  packedBytes: number;
  unpackedBytes: number;
  offset: number;
}

/** Office writes dozens of parts, a book of pictures hundreds. */
export const maxZipEntries = 4_000;

/** What the pieces of an archive begin with. */
export const zipSigns = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 };

const endLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;

/**
 * What a zip holds, from its directory alone: nothing is unpacked. Null when it is not a whole zip, has too many entries, or more
 * than one directory could be meant (sizes above 4 GB, several disks).
 *
 * Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.12 and 4.3.16
 */
export const readZip = (bytes: Uint8Array): ZipEntry[] | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  if (count === 0 || count > maxZipEntries || count !== view.getUint16(end + 8, true)) return null;
  const entries: ZipEntry[] = [];
  for (let at = view.getUint32(end + 16, true); entries.length < count;) {
    if (at + 46 > end || view.getUint32(at, true) !== zipSigns.entry) return null;
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return null;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
};

const findEnd = (view: DataView): number | null => {
  const earliest = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= earliest; at--) if (view.getUint32(at, true) === zipSigns.end) return at;
  return null;
};

/** `too_large` by its own claim; `lying` when there is more inside than it claims; `broken` when it can't be read at all. */
export type UnzipFailure = "too_large" | "lying" | "broken";

/** One entry, unpacked. Whatever it would unpack to, no more than `maxBytes` are ever made. */
export const unzip = (
  bytes: Uint8Array,
  entry: ZipEntry,
  maxBytes: number,
): { ok: true; bytes: Uint8Array } | { ok: false; failure: UnzipFailure } => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== zipSigns.local) return broken;
  const from = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (from + entry.packedBytes > bytes.length) return broken;
  if (entry.unpackedBytes > maxBytes) return { ok: false, failure: "too_large" };
  const packed = bytes.subarray(from, from + entry.packedBytes);
  if (entry.method === stored) return packed.length === entry.unpackedBytes ? { ok: true, bytes: packed } : broken;
  if (entry.method !== deflated) return broken;
  try {
    return { ok: true, bytes: inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpackedBytes) }) };
  } catch (error) {
    return { ok: false, failure: (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE" ? "lying" : "broken" };
  }
};

const broken = { ok: false, failure: "broken" } as const;
