import type { QueryClient } from "@tanstack/solid-query";
import { keys } from "../api/keys.ts";

const notOftenerThanMs = 2_000;
const waiting = new WeakSet<QueryClient>();

/** Reads the inbox's counts again, where they are on screen: a moment later, once for everything that happens until then. */
export const refreshCounts = (client: QueryClient): void => {
  if (waiting.has(client)) return;
  waiting.add(client);
  setTimeout(() => {
    waiting.delete(client);
    void client.invalidateQueries({ queryKey: keys.inboxCounts });
  }, notOftenerThanMs);
};
