export interface Size {
  width: number;
  height: number;
}

const maxSegments = 1_000;
/** How far into a HEIC its properties stand. */
const heicHead = 65_536;

/** Width and height in pixels as a picture's header claims them; null when it doesn't say. */
export const imageSize = (bytes: Uint8Array, mediaType: string): Size | null => {
  const { read, least } = readers[mediaType] ?? {};
  if (!read || !least || bytes.length < least) return null;
  const size = read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return size && size.width > 0 && size.height > 0 ? size : null;
};

/** https://www.w3.org/TR/png-3/#11IHDR */
const png = (view: DataView): Size => ({ width: view.getUint32(16), height: view.getUint32(20) });

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt, section 18 */
const gif = (view: DataView): Size => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) });

/** Up to the frame header, from segment to segment (ITU-T T.81, annex B.2.2). */
const jpeg = (view: DataView): Size | null => {
  for (let at = 2, seen = 0; at + 9 < view.byteLength && seen < maxSegments; seen++) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Fill bytes and markers without a body.
    if (marker === 0xff) at += 1;
    else if (marker >= 0xd0 && marker <= 0xd7) at += 2;
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
};

/** https://developers.google.com/speed/webp/docs/riff_container */
const webp = (view: DataView): Size | null => {
  const chunk = view.getUint32(12);
  if (chunk === 0x56503858) return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  if (chunk === 0x56503820) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk !== 0x5650384c) return null;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
};

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

/** The largest of the `ispe` properties: the smaller ones are tiles and thumbnails (ISO/IEC 23008-12, section 6.5.3). */
const heic = (view: DataView): Size | null => {
  let best: Size | null = null;
  const end = Math.min(view.byteLength, heicHead) - 16;
  for (let at = 0; at < end; at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!best || size.width * size.height > best.width * best.height) best = size;
  }
  return best;
};

/** With the length that each needs to say anything. */
const readers: Record<string, { read: (view: DataView) => Size | null; least: number } | undefined> = {
  "image/png": { read: png, least: 24 },
  "image/gif": { read: gif, least: 10 },
  "image/jpeg": { read: jpeg, least: 4 },
  "image/webp": { read: webp, least: 30 },
  "image/heic": { read: heic, least: 30 },
};
