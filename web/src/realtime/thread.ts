import type { Message } from "../../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../../schema/contract/live.ts";
import type { Media } from "../../../schema/contract/media.ts";
import { byAcceptance } from "./order.ts";

/** What threads of messages have in common, the console's and those of the public page. */
type Held = Pick<Message, "id" | "createdAt" | "clientMessageId" | "version">;

/** What is known of a thread, oldest first: a whole stretch up to the newest message, without holes. */
export interface Thread<M extends Held = Message> {
  items: readonly M[];
  /** Cursor to what lies before the first; null when the beginning is here. */
  olderCursor: string | null;
  /** After this message there may be a hole, since nothing was heard for a while; until the thread is read again. */
  seam?: Pick<M, "id" | "createdAt">;
}

/** Stands for a cursor that is not known any more: what lies before the first was held once and was let go. */
export const cutCursor = "cut";

type StatusEvent = Extract<ConsoleEvent, { type: "MESSAGE_STATUS" }>;

const isInOrder = (items: readonly Held[], at: number): boolean => {
  const [before, here, after] = [items[at - 1], items[at], items[at + 1]];
  return Boolean(here && (!before || byAcceptance(before, here) < 0) && (!after || byAcceptance(here, after) < 0));
};

const placed = <M extends Held>(items: readonly M[], message: M): readonly M[] => {
  let at = items.length;
  while (at > 0 && byAcceptance(items[at - 1] as M, message) > 0) at--;
  return [...items.slice(0, at), message, ...items.slice(at)];
};

const sameMessage = (a: Held, b: Held) =>
  a.id === b.id || (a.clientMessageId !== null && a.clientMessageId === b.clientMessageId);

/** The thread with this message in its place, once; an older version changes nothing, not even the array. */
export const withMessage = <M extends Held>(items: readonly M[], message: M): readonly M[] => {
  const at = items.findLastIndex((known) => sameMessage(known, message));
  const known = items[at];
  if (!known) return placed(items, message);
  if (known.id === message.id && known.version >= message.version) return items;
  const replaced = items.with(at, message);
  return isInOrder(replaced, at) ? replaced : replaced.toSorted(byAcceptance);
};

export const withMessages = <M extends Held>(items: readonly M[], messages: readonly M[]): readonly M[] =>
  messages.reduce<readonly M[]>(withMessage, items);

/** A delivery state, unless the message has moved on since. */
export const withStatus = (items: readonly Message[], event: StatusEvent): readonly Message[] => {
  const at = items.findLastIndex((known) => known.id === event.messageId);
  const known = items[at];
  if (!known || known.version >= event.version) return items;
  const { status, failure, times, version } = event;
  return items.with(at, { ...known, ...times, status, failure, version });
};

/** A message that has changed. One that is not held is left alone: it lies before what has been read, or comes as news. */
export const withUpdate = <M extends Held>(items: readonly M[], message: M): readonly M[] =>
  items.some((known) => known.id === message.id) ? withMessage(items, message) : items;

/** One file of a message, as the API has just answered; the event that follows brings the whole message. */
export const withMedium = (items: readonly Message[], messageId: string, medium: Media): readonly Message[] => {
  const at = items.findLastIndex((known) => known.id === messageId);
  const known = items[at];
  if (!known) return items;
  return items.with(at, { ...known, media: known.media.map((held) => (held.id === medium.id ? medium : held)) });
};

/** A page of older messages put before what is held. */
export const withOlder = <M extends Held>(
  thread: Thread<M>,
  page: { items: readonly M[]; nextCursor: string | null },
): Thread<M> => {
  const known = new Set(thread.items.map((message) => message.id));
  const older = page.items.filter((message) => !known.has(message.id));
  return { ...thread, items: [...older, ...thread.items].toSorted(byAcceptance), olderCursor: page.nextCursor };
};

/** Nothing is heard from now on: what comes after the last message held may not be what came next. */
export const withSeam = <M extends Held>(thread: Thread<M>): Thread<M> => {
  const last = thread.items.at(-1);
  return thread.seam || !last ? thread : { ...thread, seam: { id: last.id, createdAt: last.createdAt } };
};

/**
 * With a message of ours as the API has just answered. While the line is down nothing is heard of what others said before it: unless
 * it was held already, there may be a hole.
 */
export const withSent = <M extends Held>(thread: Thread<M>, sent: M): Thread<M> => {
  const items = withMessage(thread.items, sent);
  return items.length > thread.items.length ? { ...withSeam(thread), items } : { ...thread, items };
};

/** The last message up to which what is held is whole. */
const wholeUpTo = <M extends Held>(held: Thread<M> | undefined): Pick<M, "id" | "createdAt"> | undefined =>
  held?.seam ?? held?.items.at(-1);

/**
 * Joins a freshly read newest stretch to what is held. When it reaches back to where that is whole nothing is missing between them;
 * when it doesn't, what was held is let go, so that a thread never has a hole that looks like an end.
 */
export const joined = <M extends Held>(held: Thread<M> | undefined, newest: Thread<M>): Thread<M> => {
  const [first, edge] = [newest.items[0], wholeUpTo(held)];
  if (!held || !first || !edge || newest.olderCursor === null || held.olderCursor === cutCursor) return carriedOver(held, newest);
  if (byAcceptance(first, edge) > 0) return carriedOver(held, newest);
  return { items: withMessages(held.items, newest.items), olderCursor: held.olderCursor };
};

/** The newest stretch alone, but never with an older version of a message than the one held. */
const carriedOver = <M extends Held>(held: Thread<M> | undefined, newest: Thread<M>): Thread<M> => {
  if (!held) return newest;
  const first = newest.items[0];
  const overlapping = held.items.filter((message) => !first || byAcceptance(message, first) >= 0);
  return { items: withMessages(newest.items, overlapping), olderCursor: newest.olderCursor };
};

/** True when the stretch reaches back to where what is held is whole, so that reading can stop. */
export const reaches = <M extends Held>(held: Thread<M> | undefined, newest: Thread<M>): boolean => {
  const [first, edge] = [newest.items[0], wholeUpTo(held)];
  return !edge || !first || newest.olderCursor === null || byAcceptance(first, edge) <= 0;
};
