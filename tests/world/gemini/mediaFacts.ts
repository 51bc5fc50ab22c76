/** Whether bytes begin as their type says; types without a beginning of their own pass. */
export function looksLike(mimeType: string, bytes: Buffer): boolean {
  const head = bytes.toString("latin1", 0, 16);
  const type = mimeType.split(";")[0]!.trim().toLowerCase();
  if (type === "image/png") return head.startsWith("\x89PNG");
  if (/^image\/jpe?g$/.test(type)) return head.startsWith("\xff\xd8\xff");
  if (type === "image/webp") return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP";
  if (type === "audio/ogg") return head.startsWith("OggS");
  if (type === "application/pdf") return bytes.subarray(0, 1024).includes("%PDF-");
  if (type === "video/mp4" || type === "audio/mp4") return head.slice(4, 8) === "ftyp";
  return bytes.length > 0;
}

/** A picture's size in pixels, from its own header; null when it says none. Sources: PNG 11.2.2, JPEG B.2.2, WebP's VP8X chunk. */
export function imageSize(bytes: Buffer): { width: number; height: number } | null {
  const head = bytes.toString("latin1", 0, 16);
  if (head.startsWith("\x89PNG") && bytes.length >= 24) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (head.endsWith("VP8X") && bytes.length >= 30)
    return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (!head.startsWith("\xff\xd8")) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return null;
}

/** How long sound or film lasts: Ogg's last granule, MP4's movie header, else as if it were 128 kbit/s. */
export function seconds(mimeType: string, bytes: Buffer): number {
  const page = bytes.lastIndexOf("OggS");
  if (mimeType.startsWith("audio/ogg") && page >= 0 && page + 10 <= bytes.length) return bytes.readUInt32LE(page + 6) / 48_000;
  const header = bytes.indexOf("mvhd");
  if (header >= 0 && header + 24 <= bytes.length)
    return bytes.readUInt32BE(header + 20) / Math.max(1, bytes.readUInt32BE(header + 16));
  return bytes.length / 16_000;
}
