import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { MessageStore } from "./messageStore.ts";
import type { Page, PageRequest } from "./rpc.ts";
import type { StoredMessage } from "./state.ts";

/**
 * A page of the thread, oldest first. `before` pages lead back in time and their cursor points at the oldest message shown;
 * `after` pages lead forward and theirs points at the newest.
 */
export const readPage = <T>(
  store: MessageStore,
  { direction, cursor, limit }: PageRequest,
  view: (stored: StoredMessage) => T,
  reader: "everybody" | "customer" = "everybody",
): Page<T> => {
  const place = decodeCursor(cursor, 2) as [number, string] | null;
  const found = store.page(direction, place, limit + 1, reader);
  const hasMore = found.length > limit;
  const shown = !hasMore ? found : direction === "before" ? found.slice(1) : found.slice(0, limit);
  const edge = direction === "before" ? shown[0] : shown.at(-1);
  return { items: shown.map(view), nextCursor: hasMore && edge ? encodeCursor([edge.acceptedAt, edge.id]) : null };
};
