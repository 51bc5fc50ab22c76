import { crc32 } from "node:zlib";
import { zipSigns } from "./zip.ts";

/** A file to be put into an archive: its content is read when its turn comes. */
export interface ZipPart {
  /** With slashes for folders. */
  name: string;
  content(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

interface Written {
  name: Uint8Array;
  crc: number;
  bytes: number;
  offset: number;
}

const descriptorSign = 0x08074b50;
const end64Sign = 0x06064b50;
const locatorSign = 0x07064b50;
/** Sizes follow the content (bit 3), and names are UTF-8 (bit 11). */
const flags = 0x0808;
/** Sizes beyond 32 bits: zip64. */
const version = 45;
const inZip64 = 0xffffffff;
/** The first of January 1980, which is how a zip says nothing about when. */
const noDate = 0x0021;

/**
 * An archive as it is written, one part after the other, never held whole: what people send is packed already, so nothing is packed
 * again. It may grow beyond 4 GB; each part stays below.
 *
 * Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.9, 4.3.12 and 4.3.14 to 4.3.16
 */
export async function* zipOf(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let at = 0;
  for await (const part of parts) {
    const entry: Written = { name: new TextEncoder().encode(part.name), crc: 0, bytes: 0, offset: at };
    const header = localHeader(entry.name);
    yield header;
    for await (const chunk of part.content()) {
      entry.crc = crc32(chunk, entry.crc);
      entry.bytes += chunk.byteLength;
      yield chunk;
    }
    const descriptor = fields(16, [32, descriptorSign], [32, entry.crc], [32, entry.bytes], [32, entry.bytes]);
    yield descriptor;
    at += header.byteLength + entry.bytes + descriptor.byteLength;
    written.push(entry);
  }
  const directoryAt = at;
  for (const entry of written) {
    const line = directoryEntry(entry);
    yield line;
    at += line.byteLength;
  }
  yield directoryEnd(written.length, at - directoryAt, directoryAt);
}

type Field = [bits: 16 | 32 | 64, value: number];

/** Numbers one after the other, little end first. */
const fields = (length: number, ...list: Field[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  for (const [bits, value] of list) {
    if (bits === 16) view.setUint16(at, value, true);
    else if (bits === 32) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bits / 8;
  }
  return new Uint8Array(view.buffer);
};

const joined = (...pieces: Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
};

const localHeader = (name: Uint8Array): Uint8Array => {
  const facts: Field[] = [
    [32, zipSigns.local],
    [16, 20],
    [16, flags],
    [16, 0],
    [16, 0],
    [16, noDate],
    [32, 0],
    [32, 0],
    [32, 0],
  ];
  return joined(fields(30, ...facts, [16, name.byteLength], [16, 0]), name);
};

const directoryEntry = ({ name, crc, bytes, offset }: Written): Uint8Array => {
  const isFar = offset >= inZip64;
  const extra = isFar ? fields(12, [16, 1], [16, 8], [64, offset]) : new Uint8Array();
  const facts: Field[] = [
    [32, zipSigns.entry],
    [16, version],
    [16, version],
    [16, flags],
    [16, 0],
    [16, 0],
    [16, noDate],
    [32, crc],
  ];
  const sizes: Field[] = [
    [32, bytes],
    [32, bytes],
    [16, name.byteLength],
    [16, extra.byteLength],
  ];
  const place: Field[] = [
    [16, 0],
    [16, 0],
    [16, 0],
    [32, 0],
    [32, isFar ? inZip64 : offset],
  ];
  return joined(fields(46, ...facts, ...sizes, ...place), name, extra);
};

const mostEntries = 0xffff;

const directoryEnd = (count: number, length: number, offset: number): Uint8Array => {
  const counts: Field[] = [
    [16, Math.min(count, mostEntries)],
    [16, Math.min(count, mostEntries)],
  ];
  const place: Field[] = [
    [32, Math.min(length, inZip64)],
    [32, Math.min(offset, inZip64)],
    [16, 0],
  ];
  const end = fields(22, [32, zipSigns.end], [16, 0], [16, 0], ...counts, ...place);
  if (count < mostEntries && offset < inZip64) return end;
  const end64: Field[] = [
    [32, end64Sign],
    [64, 44],
    [16, version],
    [16, version],
    [32, 0],
    [32, 0],
  ];
  const locator: Field[] = [
    [32, locatorSign],
    [32, 0],
    [64, offset + length],
    [32, 1],
  ];
  return joined(fields(56, ...end64, [64, count], [64, count], [64, length], [64, offset]), fields(20, ...locator), end);
};
