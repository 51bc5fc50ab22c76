/** A multiple of three, so that the pieces join without padding, and short enough to be spread into arguments. */
const pieceLength = 3 * 8_192;

/** Bytes as base64 (RFC 4648, section 4), for files of many megabytes. */
export const toBase64 = (bytes: Uint8Array): string => {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + pieceLength))));
  return pieces.join("");
};
