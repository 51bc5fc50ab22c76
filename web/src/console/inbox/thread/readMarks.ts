import { createEffect } from "solid-js";

export interface Sight {
  unread: number;
  /** The newest message that is held. */
  newestId: string | null;
  /** The newest message when everything was last known to be read; undefined before that is known. */
  seenId: string | null | undefined;
  isVisible: boolean;
}

/** Whether reading to the end counts as having read. A count that rises with no new message was set by hand: it stays. */
export const countsAsRead = ({ unread, newestId, seenId, isVisible }: Sight): boolean =>
  isVisible && unread > 0 && newestId !== seenId;

interface ReadMarksDeps {
  unread(): number;
  newestId(): string | null;
  /** The conversation has been read since the thread was opened. */
  isFresh(): boolean;
  isVisible(): boolean;
  mark(): Promise<void>;
}

/** Marks as read what has been on screen to its end. @returns to be called whenever the end is on screen */
export const createReadMarks = ({ unread, newestId, isFresh, isVisible, mark }: ReadMarksDeps): (() => void) => {
  let isMarking = false;
  let seenId: string | null | undefined;
  createEffect(() => {
    if (seenId === undefined && isFresh() && unread() === 0) seenId = newestId();
  });
  return () => {
    const newest = newestId();
    if (isMarking || !countsAsRead({ unread: unread(), newestId: newest, seenId, isVisible: isVisible() })) return;
    isMarking = true;
    void mark()
      .then(() => (seenId = newest))
      // Tried again with the next message: nothing is lost by a count that stays.
      .catch(() => undefined)
      .finally(() => (isMarking = false));
  };
};
