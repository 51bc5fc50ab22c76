/**
 * Bytes as text: UTF-8, UTF-16 with its mark, or the Windows code page of Western Europe, which Excel still writes. Null for what
 * no person has written: control characters, or mostly other than letters.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  const text = utf16(bytes) ?? utf8(bytes) ?? windows1252(bytes);
  return text === null || text.trim() === "" || hasControls(text) ? null : text;
};

const utf16 = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return null;
};

const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
};

const windows1252 = (bytes: Uint8Array): string | null => {
  let plain = 0;
  for (const byte of bytes) if (byte < 0x80) plain++;
  return plain >= bytes.length * 0.7 ? new TextDecoder("windows-1252").decode(bytes) : null;
};

const hasControls = (text: string): boolean => /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffe\uffff]/.test(text);

/** Whether a browser that is allowed to guess could take it for a page or a drawing that runs scripts. */
export const looksLikeMarkup = (head: string): boolean =>
  /^[\s\ufeff]*<[a-z!?/]/i.test(head) || /<(?:script|svg|html|body|iframe|object|embed|!doctype|!entity|\?php)\b/i.test(head);

const separators = [";", ",", "\t"];

/** Whether the first lines have the same number of separators, one at least: a table. */
export const looksLikeTable = (text: string): boolean => {
  const lines = text
    .slice(0, 8_192)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 5);
  if (lines.length < 2) return false;
  return separators.some((separator) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, "").split(separator).length);
    return (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]);
  });
};
