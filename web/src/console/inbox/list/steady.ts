/**
 * A list whose rows keep their places while somebody points at them: what has changed shows where it stands, what has left
 * stays, and what is new waits, unless it comes after everything shown.
 *
 * @param shown what is on screen
 * @param next what should be, in its order
 */
export const steady = <T extends { id: string }>(shown: readonly T[], next: readonly T[]): readonly T[] => {
  if (shown.length === 0) return next;
  const fresh = new Map(next.map((item) => [item.id, item]));
  const held = new Set(shown.map((item) => item.id));
  const end = next.findLastIndex((item) => held.has(item.id));
  return [...shown.map((item) => fresh.get(item.id) ?? item), ...(end === -1 ? [] : next.slice(end + 1))];
};
