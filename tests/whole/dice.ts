/** Numbers that look random and are the same for the same seed. Source: https://github.com/bryc/code/blob/master/jshash/PRNGs.md (splitmix32) */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** At least 0, less than 1. */
  roll(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  is(likelihood: number): boolean {
    return this.roll() < likelihood;
  }

  /** At least `least`, less than `most`, whole. */
  between(least: number, most: number): number {
    return Math.floor(least + this.roll() * (most - least));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.between(0, from.length)]!;
  }
}
