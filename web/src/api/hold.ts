import type { QueryClient, QueryFilters, QueryKey } from "@tanstack/solid-query";
import { amend } from "./amend.ts";

/**
 * Puts what the server has answered to a change in place of what is held. A reading under way may have been answered before the
 * change, so it is let go: it would bring back what was.
 */
export const hold = <T>(client: QueryClient, queryKey: QueryKey, answer: T): void => {
  void client.cancelQueries({ queryKey, exact: true });
  client.setQueryData<T>(queryKey, answer);
};

/** The same for a part of a list: a reading under way of the whole begins anew. */
export const holdIn = <T>(client: QueryClient, queryKey: QueryKey, change: (held: T) => T): void => {
  amend<T>(client, queryKey, change);
  beginAnew(client, { queryKey, exact: true });
};

/** Readings under way begin anew, for the same reason: they may have been answered before a change. */
export const beginAnew = (client: QueryClient, which: QueryFilters): void =>
  void client.refetchQueries({ ...which, fetchStatus: "fetching" });
