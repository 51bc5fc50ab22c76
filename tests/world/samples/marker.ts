/**
 * What a sample file shows or says, in words. The simulated Gemini reads it back out of the bytes, so that its answers follow
 * from the file itself and survive storing, copying and sending it on.
 */
export interface Marker {
  /** What a person would see, e.g. `Un piatto di pasta al pomodoro`. */
  description?: string;
  /** The writing in a picture, or the text of a document. */
  text?: string;
  /** What is said in a voice note or video. */
  transcript?: string;
  /** `food`, `exercise`, `document`, `invoice`, `receipt`, `person`, `screenshot`, `other`, … */
  kind?: string;
  /** What an expert would add: an exercise's form, who and what in a document. */
  notes?: string;
  calories?: number;
  /** The total of an invoice or a receipt, in euro. */
  total?: number;
  language?: string;
  durationSeconds?: number;
}

const SIGN = "filo-sample:";

/** The marker as ASCII, so that it can stand in any container's comment. */
export function markerText(marker: Marker): string {
  const json = JSON.stringify(marker).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${SIGN}${json}`;
}

/** The marker in a file's bytes; null when it has none that can be read. */
export function readMarker(bytes: Uint8Array): Marker | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = whole.indexOf(SIGN);
  if (at < 0) return null;
  const rest = whole.toString("latin1", at + SIGN.length, at + SIGN.length + 4096);
  const json = /^\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/.exec(rest)?.[0];
  if (json === undefined) return null;
  try {
    return JSON.parse(json) as Marker;
  } catch {
    return null;
  }
}
