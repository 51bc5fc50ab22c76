/** What spreadsheets write in front of UTF-16 text (https://www.unicode.org/faq/utf_bom.html). */
const isUtf16 = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;

/** A file's text: UTF-8, and what is no valid UTF-8 as older spreadsheets write it, in windows-1252. */
export const textOfFile = (bytes: Uint8Array): string => {
  if (isUtf16(bytes)) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
};
