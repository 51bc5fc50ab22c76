import { replaceEqualDeep } from "@tanstack/solid-query";

interface Rows {
  items: { id: string }[];
}

const isRows = (data: unknown): data is Rows =>
  typeof data === "object" &&
  data !== null &&
  "items" in data &&
  Array.isArray(data.items) &&
  data.items.every((item: unknown) => typeof item === "object" && item !== null && "id" in item);

/**
 * Structural sharing by what a row is instead of where it stands: a row that comes on top of a list leaves all others the very
 * objects they were, so that nothing on the page is made anew under a finger or a cursor.
 */
export const sameRows = (held: unknown, next: unknown): unknown => {
  if (!isRows(held) || !isRows(next)) return replaceEqualDeep(held, next);
  const known = new Map(held.items.map((item) => [item.id, item]));
  const aligned = next.items.map(({ id }) => known.get(id));
  const isInPlace = aligned.length === held.items.length && aligned.every((item, at) => item === held.items[at]);
  return replaceEqualDeep(isInPlace ? held : { ...held, items: aligned }, next);
};
