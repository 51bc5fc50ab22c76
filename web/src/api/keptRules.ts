import type { QueryKey } from "@tanstack/solid-query";
import { cutCursor, withSeam, type Thread } from "../realtime/thread.ts";

/** Something of the cache as it is kept in the browser. */
export interface KeptRead {
  /** The key's hash, which names it. */
  name: string;
  key: QueryKey;
  data: unknown;
  /** When it was kept, in milliseconds. */
  at: number;
}

/** How many of each kind are kept at most, the latest read first; what isn't named isn't kept. */
const most: Readonly<Record<string, number>> = {
  conversations: 16,
  conversation: 60,
  thread: 30,
  contacts: 4,
  contact: 40,
  dossier: 20,
  agents: 1,
  labels: 1,
  team: 1,
  "canned-replies": 1,
};

const mostMessages = 100;
const mostRows = 100;
const keptForMs = 14 * 24 * 60 * 60_000;

const kindOf = (key: QueryKey): string => String(key[0]);

export const isKept = (key: QueryKey): boolean => kindOf(key) in most;

const isPage = (data: object): data is { items: unknown[]; nextCursor: string | null } => "items" in data && "nextCursor" in data;

/** As much of it as is kept. A list that was cut ends where it was cut, until it is read again. */
export const shortened = (key: QueryKey, data: unknown): unknown => {
  if (typeof data !== "object" || data === null) return data;
  if (kindOf(key) === "thread") {
    const thread = data as Thread;
    return thread.items.length > mostMessages
      ? { ...thread, items: thread.items.slice(-mostMessages), olderCursor: cutCursor }
      : thread;
  }
  return isPage(data) && data.items.length > mostRows ? { items: data.items.slice(0, mostRows), nextCursor: null } : data;
};

/** What it was kept as, put back: nothing was heard of a thread since. */
export const putBack = ({ key, data }: KeptRead): unknown => (kindOf(key) === "thread" ? withSeam(data as Thread) : data);

/** Which of what is kept is let go: what is old, and the oldest of each kind beyond its number. */
export const tooMany = (kept: readonly Pick<KeptRead, "name" | "key" | "at">[], now: number): string[] => {
  const seen = new Map<string, number>();
  return kept
    .toSorted((a, b) => b.at - a.at)
    .filter(({ key, at }) => {
      const kind = kindOf(key);
      const place = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, place);
      return place > (most[kind] ?? 0) || at < now - keptForMs;
    })
    .map(({ name }) => name);
};
