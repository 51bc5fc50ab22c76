import { notifyManager, QueryObserver, useQueryClient, type QueryKey, type QueryObserverOptions } from "@tanstack/solid-query";
import { createComputed, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { Problem } from "./problem.ts";
import { sameRows } from "./sameRows.ts";

export interface Cached<T> {
  data: Accessor<T | undefined>;
  /** The last failure, also while older data is still shown; not that there is no network then, which the shell says. */
  problem: Accessor<Problem | null>;
  /** True only while there is nothing at all to show yet. */
  isFirstLoad: Accessor<boolean>;
  isFetching: Accessor<boolean>;
  refetch(): Promise<unknown>;
}

type Options<T> = Pick<
  QueryObserverOptions<T, Error, T, T, QueryKey>,
  "queryKey" | "queryFn" | "enabled" | "staleTime" | "refetchInterval" | "placeholderData"
> & { structuralSharing?: boolean };

/**
 * A cached read that paints at once what the cache holds. `useQuery` of solid-query would suspend its first render even
 * for cached data, which unmounts what is on screen and loses its scroll; and it wraps data in a store, which a thread of
 * ten thousand messages pays for on every pass.
 */
export const createCached = <T>(options: Accessor<Options<T>>): Cached<T> => {
  const client = useQueryClient();
  const full = createMemo(() =>
    client.defaultQueryOptions<T, Error, T, T, QueryKey>({ structuralSharing: sameRows, ...options() }),
  );
  const observer = new QueryObserver<T, Error, T, T, QueryKey>(client, full());
  const [result, setResult] = createSignal(observer.getOptimisticResult(full()), { equals: false });
  createComputed(
    on(
      full,
      (next) => {
        observer.setOptions(next);
        setResult(observer.getOptimisticResult(next));
      },
      { defer: true },
    ),
  );
  onCleanup(observer.subscribe(notifyManager.batchCalls((next) => setResult(next))));
  return {
    data: createMemo(() => result().data),
    problem: createMemo(() => {
      const { error, data } = result();
      if (data !== undefined && error instanceof Problem && error.key === "offline") return null;
      return error instanceof Problem ? error : error && new Problem("internal", 0, { detail: error.message });
    }),
    isFirstLoad: createMemo(() => result().isLoading),
    isFetching: createMemo(() => result().isFetching),
    refetch: () => observer.refetch(),
  };
};
