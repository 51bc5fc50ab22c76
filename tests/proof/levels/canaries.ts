import type { Level } from "../../../schema/contract/enums.ts";

/** Where a canary sings: a text that the model must only ever see from `level` up. */
export interface Canary {
  source: string;
  /** Null: no customer's model may see it, whatever their level. */
  level: Level | null;
  /** Until when it was whose level: a turn that was introduced before goes by that. */
  was?: { level: Level | null; until: number };
  /** Only for somebody who holds Gold, whatever its own level: the consultant's store. */
  goldOnly?: boolean;
  /** The message that the words are part of: while it waits for its answer it is read, at whatever level it was written. */
  messageKey?: string;
  /** The contact whose it is, alone. */
  owner?: string;
}

const pattern = /KN[0-9A-Z]{7}/g;

/** Words that occur nowhere else, each remembered with where it was put and who may see it. */
export class Canaries {
  readonly #known = new Map<string, Canary>();

  /** @returns a word to put into a text, at its beginning where texts are cut */
  hatch(canary: Canary): string {
    const word = `KN${(this.#known.size + 1).toString(36).toUpperCase().padStart(7, "0")}`;
    this.#known.set(word, canary);
    return word;
  }

  /** What a canary stands for has been moved to another level, or is not there any more. */
  move(word: string, level: Level | null, at: number): void {
    const canary = this.#known.get(word);
    if (canary) this.#known.set(word, { ...canary, level, was: { level: canary.level, until: at } });
  }

  /** Every canary in some text, once. */
  in(text: string): Canary[] {
    const words = new Set(text.match(pattern) ?? []);
    return [...words].flatMap((word) => this.#known.get(word) ?? []);
  }
}
