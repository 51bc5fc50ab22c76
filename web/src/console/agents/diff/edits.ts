/** A run of elements that both sides have, that only the first has, or that only the second has. */
export interface Edit<T> {
  kind: "same" | "removed" | "added";
  items: T[];
}

/** How far each diagonal was reached after so many edits; `at` is the diagonal, from -edits to +edits. */
type Reach = { get(at: number): number };

const furthest = (before: Reach, at: number, edits: number): { x: number; isDown: boolean } => {
  const isDown = at === -edits || (at !== edits && before.get(at - 1) < before.get(at + 1));
  return { x: isDown ? before.get(at + 1) : before.get(at - 1) + 1, isDown };
};

/** Myers' greedy search ("An O(ND) Difference Algorithm", 1986): the reach after 0, 1, 2 … edits; null beyond the most allowed. */
const search = <T>(a: readonly T[], b: readonly T[], most: number): Reach[] | null => {
  const reaches: Reach[] = [];
  let before: Reach = { get: () => 0 };
  for (let edits = 0; edits <= Math.min(most, a.length + b.length); edits += 1) {
    const row = new Int32Array(2 * edits + 1);
    for (let at = -edits; at <= edits; at += 2) {
      let { x } = edits === 0 ? { x: 0 } : furthest(before, at, edits);
      while (x < a.length && x - at < b.length && a[x] === b[x - at]) x += 1;
      row[at + edits] = x;
      if (x >= a.length && x - at >= b.length) return [...reaches, { get: (diagonal) => row[diagonal + edits] ?? 0 }];
    }
    before = { get: (diagonal) => row[diagonal + edits] ?? 0 };
    reaches.push(before);
  }
  return null;
};

const join = <T>(edits: Edit<T>[], kind: Edit<T>["kind"], items: T[]): void => {
  const last = edits.at(-1);
  if (items.length === 0) return;
  if (last?.kind === kind) last.items.push(...items);
  else edits.push({ kind, items });
};

/** What was reached, walked back from the end. */
const walkBack = <T>(a: readonly T[], b: readonly T[], reaches: Reach[]): Edit<T>[] => {
  const steps: Edit<T>[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = reaches.length - 1; edits > 0; edits -= 1) {
    const { x: start, isDown } = furthest(reaches[edits - 1] as Reach, x - y, edits);
    const startY = start - (x - y);
    steps.push({ kind: "same", items: a.slice(start, x) });
    steps.push(
      isDown ? { kind: "added", items: b.slice(startY - 1, startY) } : { kind: "removed", items: a.slice(start - 1, start) },
    );
    [x, y] = isDown ? [start, startY - 1] : [start - 1, startY];
  }
  steps.push({ kind: "same", items: a.slice(0, x) });
  return steps.toReversed();
};

/**
 * The fewest edits that make the second list of the first. When there are more than allowed, what differs is given as one removal
 * and one addition: two texts that share nothing are read one after the other, not woven together.
 */
export const editsOf = <T>(a: readonly T[], b: readonly T[], most: number): Edit<T>[] => {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [from, to] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const reaches = search(from, to, most);
  const middle: Edit<T>[] = reaches
    ? walkBack(from, to, reaches)
    : [
        { kind: "removed", items: from },
        { kind: "added", items: to },
      ];
  const edits: Edit<T>[] = [];
  join(edits, "same", a.slice(0, head));
  for (const { kind, items } of middle) join(edits, kind, items);
  join(edits, "same", a.slice(a.length - tail));
  return edits;
};
