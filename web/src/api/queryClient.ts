import { MutationCache, QueryCache, QueryClient } from "@tanstack/solid-query";
import { Problem } from "./problem.ts";

const mayPass = (error: unknown) => error instanceof Problem && (error.key === "offline" || error.status >= 500);

/** What is on screen as something that could not be read: read again, now that it may be possible. */
export const readFailedAgain = (client: QueryClient): void =>
  void client.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });

/**
 * The console's cache. Live events keep it fresh, so reading again is for coming back to the window and for gaps.
 *
 * @param onSignedOut called when the API says that nobody is signed in
 */
export const makeQueryClient = (onSignedOut: () => void): QueryClient => {
  const watch = (error: unknown) => {
    if (error instanceof Problem && error.key === "not_signed_in") onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 60 * 60_000,
        networkMode: "always",
        retry: (count, error) => mayPass(error) && count < 2,
        retryDelay: (attempt) => 800 * 2 ** attempt,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
};
