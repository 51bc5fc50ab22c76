import { useQueryClient, type QueryKey } from "@tanstack/solid-query";
import { createSignal, type Accessor } from "solid-js";
import { amend } from "./amend.ts";
import { createCached, type Cached } from "./cached.ts";
import { asProblem, type Problem } from "./problem.ts";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Paged<T> extends Cached<Page<T>> {
  items: Accessor<readonly T[]>;
  hasMore: Accessor<boolean>;
  isLoadingMore: Accessor<boolean>;
  moreProblem: Accessor<Problem | null>;
  loadMore(): Promise<void>;
}

interface Source<T> {
  queryKey: QueryKey;
  fetchPage(cursor: string | undefined, signal: AbortSignal): Promise<Page<T>>;
  enabled?: boolean;
  staleTime?: number;
  /** Read again every few seconds for as long as this holds. */
  pollWhile?: (items: readonly T[]) => boolean;
}

/** Reads from the start until at least `atLeast` items are there, so that reading again never shortens a list. */
const readFromStart = async <T>(source: Source<T>, atLeast: number, signal: AbortSignal): Promise<Page<T>> => {
  let page = await source.fetchPage(undefined, signal);
  while (page.nextCursor !== null && page.items.length < atLeast) {
    const next = await source.fetchPage(page.nextCursor, signal);
    page = { items: [...page.items, ...next.items], nextCursor: next.nextCursor };
  }
  return page;
};

const withNext = <T extends { id: string }>(page: Page<T>, next: Page<T>): Page<T> => {
  const known = new Set(page.items.map((item) => item.id));
  return { items: [...page.items, ...next.items.filter((item) => !known.has(item.id))], nextCursor: next.nextCursor };
};

const none: readonly never[] = [];
const pollEveryMs = 2_500;

/** A list that is read by pages and kept in the cache as one: `{ items, nextCursor }`, as the API gives it. */
export const createPaged = <T extends { id: string }>(source: Accessor<Source<T>>): Paged<T> => {
  const client = useQueryClient();
  const [isLoadingMore, setLoadingMore] = createSignal(false);
  const [moreProblem, setMoreProblem] = createSignal<Problem | null>(null);
  const cached = createCached<Page<T>>(() => {
    const { queryKey, enabled, staleTime, pollWhile } = source();
    return {
      queryKey,
      queryFn: ({ signal }) => readFromStart(source(), client.getQueryData<Page<T>>(queryKey)?.items.length ?? 0, signal),
      ...(enabled === undefined ? {} : { enabled }),
      ...(staleTime === undefined ? {} : { staleTime }),
      ...(pollWhile
        ? {
            refetchInterval: (query: { state: { data?: Page<T> | undefined } }) =>
              pollWhile(query.state.data?.items ?? none) ? pollEveryMs : false,
          }
        : {}),
    };
  });
  const loadMore = async () => {
    const { queryKey, fetchPage } = source();
    const cursor = cached.data()?.nextCursor;
    if (!cursor || isLoadingMore()) return;
    setLoadingMore(true);
    setMoreProblem(null);
    try {
      const next = await fetchPage(cursor, new AbortController().signal);
      amend<Page<T>>(client, queryKey, (page) => (page.nextCursor === cursor ? withNext(page, next) : page));
    } catch (thrown) {
      setMoreProblem(asProblem(thrown));
    } finally {
      setLoadingMore(false);
    }
  };
  return {
    ...cached,
    items: () => cached.data()?.items ?? none,
    hasMore: () => Boolean(cached.data()?.nextCursor),
    isLoadingMore,
    moreProblem,
    loadMore,
  };
};
