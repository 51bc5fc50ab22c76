const dayMs = 86_400_000;

/** The gap of those who had not written before, as far back as the longest range goes. */
export const never = 0;

export const daysFrom = (earlier: string, later: string): number => (Date.parse(later) - Date.parse(earlier)) / dayMs;

/**
 * How many of a day's people had not written before on a day of the range that begins at `from`: summed over a range's days, everybody
 * is counted once.
 */
export const newcomersOf = ({ day, byGap }: { day: string; byGap: Record<string, number> }, from: string): number => {
  const within = daysFrom(from, day);
  return Object.entries(byGap).reduce(
    (sum, [gap, count]) => (Number(gap) === never || Number(gap) > within ? sum + count : sum),
    0,
  );
};
