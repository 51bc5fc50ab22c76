/** How two samples of times compare. */
export interface Comparison {
  /** How often a value of the second is larger than one of the first: 0.5 when nothing tells them apart. */
  chance: number;
  /** Standard deviations that this is away from 0.5 (Mann-Whitney, by its normal approximation, ties shared). */
  z: number;
  /** The second's median less the first's, in the samples' unit. */
  shift: number;
}

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/**
 * The rank-sum test of Mann and Whitney: it asks nothing of how the times are spread, so that a few very slow answers, which a busy machine
 * always gives, weigh no more than their rank.
 */
export const compare = (first: readonly number[], second: readonly number[]): Comparison => {
  const all = [...first.map((value) => ({ value, own: 0 })), ...second.map((value) => ({ value, own: 1 }))].toSorted(
    (a, b) => a.value - b.value,
  );
  let rankSum = 0;
  for (let at = 0; at < all.length;) {
    let end = at;
    while (end < all.length && all[end]!.value === all[at]!.value) end += 1;
    const rank = (at + 1 + end) / 2;
    for (let one = at; one < end; one++) if (all[one]!.own === 1) rankSum += rank;
    at = end;
  }
  const [n, m] = [first.length, second.length];
  const u = rankSum - (m * (m + 1)) / 2;
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12);
  return { chance: u / (n * m), z: (u - (n * m) / 2) / deviation, shift: medianOf(second) - medianOf(first) };
};
