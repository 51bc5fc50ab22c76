import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How far a run has come. A run with another seed or another size is another run. */
export interface Progress {
  seed: number;
  size: number;
  done: number;
  tally: object;
}

const folder = join(import.meta.dirname, "../../.state/proof");
const place = (trial: string) => join(folder, `${trial}.json`);

/** @returns what an earlier run of the same seed and size left, or null */
export const readProgress = (trial: string, { seed, size }: { seed: number; size: number }): Progress | null => {
  try {
    const saved = JSON.parse(readFileSync(place(trial), "utf8")) as Progress;
    return saved.seed === seed && saved.size === size ? saved : null;
  } catch {
    return null;
  }
};

/** Stored whole or not at all: a run may be cut at any moment. */
export const saveProgress = (trial: string, progress: Progress): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${place(trial)}.new`, JSON.stringify(progress));
  renameSync(`${place(trial)}.new`, place(trial));
};

export const forgetProgress = (trial: string): void => rmSync(place(trial), { force: true });
