import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { SortKey } from "./shelves.ts";

/** Where a list goes on; from its beginning after a cursor that isn't one of ours. */
export const afterOf = (cursor: string | undefined): SortKey | null => {
  const [sortAttention, sortAt, id] = decodeCursor(cursor, 3) ?? [];
  if (typeof sortAttention !== "number" || typeof sortAt !== "number" || typeof id !== "string") return null;
  return { sortAttention, sortAt, id };
};

export const cursorAt = (last: SortKey | undefined): string | null =>
  last ? encodeCursor([last.sortAttention, last.sortAt, last.id]) : null;
