import { createHash } from "node:crypto";
import { words } from "./text.ts";

/**
 * A unit vector that is closer the more words two texts share: each word's hash says which dimensions it lifts or lowers.
 * Deterministic; no meaning beyond shared words and word beginnings.
 */
export function embedText(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const word of words(text)) {
    lift(vector, word, 1);
    if (word.length > 5) lift(vector, word.slice(0, 5), 0.7);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function lift(vector: number[], feature: string, weight: number): void {
  const digest = createHash("sha256").update(feature).digest();
  for (let pick = 0; pick < 4; pick++) {
    const at = digest.readUInt32LE(pick * 4) % vector.length;
    vector[at]! += (digest[16 + pick]! & 1) === 1 ? weight : -weight;
  }
}
