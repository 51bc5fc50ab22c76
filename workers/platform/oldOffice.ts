/** Documents of Office 97 to 2003: a file system of their own, whose directory names the main stream. */
export type OldOfficeType = "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint";

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const entryLength = 128;
/** The main stream stands among the directory's first entries. */
const entriesRead = 64;

const typeByStream: Record<string, OldOfficeType> = {
  WordDocument: "application/msword",
  Workbook: "application/vnd.ms-excel",
  Book: "application/vnd.ms-excel",
  "PowerPoint Document": "application/vnd.ms-powerpoint",
};

/**
 * Which program wrote it; null when none of these. Mails and installers have the same container.
 * Source: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb, sections 2.2 and 2.6.1
 */
export const oldOfficeType = (bytes: Uint8Array): OldOfficeType | null => {
  if (bytes.length < 512 || signature.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return null;
  const directory = (view.getUint32(48, true) + 1) * 2 ** shift;
  for (let entry = 0; entry < entriesRead; entry++) {
    const at = directory + entry * entryLength;
    if (at + entryLength > bytes.length) return null;
    const nameLength = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62);
    const name = new TextDecoder("utf-16le").decode(bytes.subarray(at, at + nameLength));
    const type = typeByStream[name];
    if (type) return type;
  }
  return null;
};
