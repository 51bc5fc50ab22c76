/** Words as they are compared: without accents, in lower case. */
export const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * How well a text answers what was typed: every typed word begins a word of it, or it is no answer. The earlier the first, the better.
 *
 * @returns the lower the better; null when it doesn't answer
 */
export const rank = (text: string, typed: string): number | null => {
  const words = folded(text).split(/[^\p{L}\p{N}@+]+/u);
  const places = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => words.findIndex((known) => known.startsWith(word)));
  return places.includes(-1) ? null : (places[0] ?? 0);
};

/** Those that answer, the best first; among equals the order they were given in. */
export const ranked = <T>(items: readonly T[], textOf: (item: T) => string, typed: string, most: number): T[] =>
  items
    .flatMap((item) => {
      const place = rank(textOf(item), typed);
      return place === null ? [] : [{ item, place }];
    })
    .toSorted((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ item }) => item);
