import type { QueryClient, QueryKey } from "@tanstack/solid-query";

const longAgo = 1;

/**
 * Changes a part of what is held, if it is held. What was due to be read again stays due: news of one row say nothing about the
 * others, but a plain `setQueryData` would make the whole count as just read.
 */
export const amend = <T>(client: QueryClient, queryKey: QueryKey, change: (held: T) => T): void => {
  const state = client.getQueryState<T>(queryKey);
  if (state?.data === undefined) return;
  const next = change(state.data);
  if (next === state.data) return;
  client.setQueryData<T>(queryKey, next, { updatedAt: state.isInvalidated ? longAgo : state.dataUpdatedAt });
};

/** The same for all that is held under the beginning of a key. */
export const amendAll = <T>(client: QueryClient, queryKey: QueryKey, change: (held: T, key: QueryKey) => T): void => {
  for (const [key] of client.getQueriesData<T>({ queryKey })) amend<T>(client, key, (held) => change(held, key));
};
