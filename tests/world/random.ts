/** A seeded source of everything the world makes up, so that a run can be repeated. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** `length` lower-case hex digits. */
  hex(length: number): string;
  shuffle<T>(items: readonly T[]): T[];
}

/** Mulberry32: small, good enough for faults and ids, the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(""),
    shuffle(items) {
      const result = [...items];
      for (let last = result.length - 1; last > 0; last--) {
        const other = Math.floor(next() * (last + 1));
        const held = result[last]!;
        result[last] = result[other]!;
        result[other] = held;
      }
      return result;
    },
  };
}
