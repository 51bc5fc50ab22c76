import type { Message } from "../../../../../schema/contract/conversations.ts";
import type { Written } from "../../../realtime/written.ts";
import { codeIn } from "./codeIn.ts";

export type ThreadRow =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "topic"; key: string; message: Message }
  | { kind: "message"; key: string; message: Message; isFirst: boolean }
  | { kind: "outgoing"; key: string; outgoing: Written };

/** Messages of one author that are closer than this stand together under one name. */
const togetherMs = 5 * 60_000;

const localDay = (at: Date): number => Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / 86_400_000);

const standTogether = (before: Message, message: Message, beforeAt: Date, at: Date): boolean =>
  before.sender === message.sender &&
  before.kind === message.kind &&
  before.authorName === message.authorName &&
  before.channel === message.channel &&
  at.getTime() - beforeAt.getTime() < togetherMs;

/** What one user has not seen: what the customer wrote, and notes that name this user. */
const countsFor = (message: Message, userId: string | undefined): boolean =>
  message.direction === "inbound" || (message.kind === "note" && userId !== undefined && message.mentions.includes(userId));

/**
 * The first message not yet read: counted back from the end over what this user's count counts.
 *
 * @returns null when everything was read, or the unread ones reach further back than what is held
 */
export const firstUnreadId = (items: readonly Message[], unread: number, userId?: string): string | null => {
  let left = unread;
  for (let at = items.length - 1; at >= 0 && left > 0; at--) {
    const message = items[at];
    if (message && countsFor(message, userId) && --left === 0) return message.id;
  }
  return null;
};

/** How much has come since that message, which was the last on screen: of whomever, topics apart. */
export const cameSince = (items: readonly Message[], lastSeenId: string | null): number => {
  if (lastSeenId === null) return 0;
  const seenAt = items.findLastIndex(({ id }) => id === lastSeenId);
  return items.slice(seenAt + 1).filter(({ kind }) => kind !== "topic").length;
};

const messageRows = (items: readonly Message[], newFrom: string | null): ThreadRow[] => {
  const rows: ThreadRow[] = [];
  let shownDay: number | undefined;
  let before: { message: Message; at: Date } | undefined;
  for (const message of items) {
    const at = new Date(message.createdAt);
    const day = localDay(at);
    if (day !== shownDay) rows.push({ kind: "day", key: `day-${day}`, at: message.createdAt });
    const isNew = message.id === newFrom;
    if (isNew) rows.push({ kind: "new", key: "new" });
    if (message.kind === "topic") {
      rows.push({ kind: "topic", key: message.id, message });
      before = undefined;
    } else {
      const isFirst = day !== shownDay || isNew || !before || !standTogether(before.message, message, before.at, at);
      rows.push({ kind: "message", key: message.id, message, isFirst });
      before = codeIn(message) ? undefined : { message, at };
    }
    shownDay = day;
  }
  return rows;
};

const isSame = (a: ThreadRow, b: ThreadRow): boolean => {
  if (a.kind === "message") return b.kind === "message" && a.message === b.message && a.isFirst === b.isFirst;
  if (a.kind === "topic") return b.kind === "topic" && a.message === b.message;
  if (a.kind === "outgoing") return b.kind === "outgoing" && a.outgoing === b.outgoing;
  return a.kind === b.kind;
};

/**
 * What the thread shows, top to bottom: days, the "new" divider, topics, messages, and ours that are still on their way.
 *
 * @param previous the rows shown so far; those that stay the same are returned as they are, so that only what changed is drawn
 */
export const threadRows = (
  items: readonly Message[],
  outgoing: readonly Written[],
  newFrom: string | null,
  previous: readonly ThreadRow[] = [],
): ThreadRow[] => {
  const known = new Map(previous.map((row) => [row.key, row]));
  const rows: ThreadRow[] = [
    ...messageRows(items, newFrom),
    ...outgoing.map((message): ThreadRow => ({ kind: "outgoing", key: message.clientMessageId, outgoing: message })),
  ];
  return rows.map((row) => {
    const before = known.get(row.key);
    return before && isSame(before, row) ? before : row;
  });
};

/** True when rows were only put before those shown: the scroll position then holds from the end. */
export const isPrepend = (previous: readonly ThreadRow[], next: readonly ThreadRow[]): boolean =>
  previous.length > 0 && next.length > previous.length && previous.at(-1)?.key === next.at(-1)?.key;
