import { createMemo, createSignal, untrack, type Accessor } from "solid-js";
import type { Message } from "../../../../../schema/contract/conversations.ts";

/**
 * So many of the newest messages are laid out when a thread is opened: a screen and what is drawn around it. The list begins at its top
 * before it can stand at its end, so every message more is drawn there for nobody.
 */
const firstCount = 24;
/** So many more each time the reader comes near the first. */
const moreCount = 400;
/** What the reader sees above the message where reading goes on. */
const before = 20;

export interface ShownItems {
  items: Accessor<readonly Message[]>;
  /** Whether there is more above, held already. */
  hasMore: Accessor<boolean>;
  showMore(): void;
}

/** How far back the newest stretch begins that is laid out at the opening: it takes in the first unread message. */
export const firstShown = (items: readonly Pick<Message, "id">[], newFrom: string | null): number => {
  const newest = Math.max(0, items.length - firstCount);
  if (newest === 0 || newFrom === null) return newest;
  const at = items.findLastIndex(({ id }) => id === newFrom);
  return at === -1 ? newest : Math.max(0, Math.min(newest, at - before));
};

/**
 * The part of a thread that is laid out. Somebody who has read ten thousand messages back comes again to the newest: to open the thread
 * only those are worked on, whatever else is held. The stretch is named by its first message, so that it stays where it is when others come.
 *
 * @param newFrom the first unread message at the opening
 */
export const createShownItems = (held: Accessor<readonly Message[]>, newFrom: string | null): ShownItems => {
  const opening = untrack(held);
  const at = firstShown(opening, newFrom);
  const [firstId, setFirstId] = createSignal(at > 0 ? (opening[at]?.id ?? null) : null);
  const from = createMemo(() => {
    const id = firstId();
    return id === null
      ? 0
      : Math.max(
          0,
          held().findLastIndex((message) => message.id === id),
        );
  });
  return {
    items: createMemo(() => (from() === 0 ? held() : held().slice(from()))),
    hasMore: () => from() > 0,
    showMore() {
      const next = from() - moreCount;
      setFirstId(next > 0 ? (held()[next]?.id ?? null) : null);
    },
  };
};
