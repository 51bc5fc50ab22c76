import { createMemo, untrack, type Accessor } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { firstUnreadId } from "./threadRows.ts";

interface Opening {
  items: Accessor<readonly Message[]>;
  /** How many this user had not seen when the thread was opened. */
  unread: number;
  userId: string | undefined;
}

/**
 * Where the "new" divider stands: found from what was unread at the opening, and kept where it is whatever comes afterwards. As
 * long as the first unread message lies further back than what is held, it is looked for again with every page that is read.
 */
export const createNewFrom = ({ items, unread, userId }: Opening): Accessor<string | null> => {
  const lastAtOpening = untrack(items).at(-1)?.id;
  return createMemo<string | null>((found) => {
    if (found !== null || unread === 0) return found;
    const held = items();
    const end = held.findLastIndex((message) => message.id === lastAtOpening);
    return firstUnreadId(held.slice(0, end + 1), unread, userId);
  }, null);
};
