/** The pieces one behind the other; the piece itself when there is but one. */
export const joinBytes = (pieces: Uint8Array[]): Uint8Array => {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
};
