import type { Query, QueryClient, QueryKey } from "@tanstack/solid-query";
import { isKept, putBack, shortened, tooMany, type KeptRead } from "./keptRules.ts";
import { openKept, type KeptStore } from "./keptStore.ts";

const soonMs = 1_500;

const keptRead = ({ queryHash, queryKey, state }: Query): KeptRead => ({
  name: queryHash,
  key: queryKey,
  data: shortened(queryKey, state.data),
  at: Date.now(),
});

/** Writes what changes, a moment later and when the page is left, and keeps the whole of it small. */
const keepUp = (client: QueryClient, store: KeptStore, known: Map<string, Pick<KeptRead, "name" | "key" | "at">>): void => {
  const changed = new Map<string, Query>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const kept = [...changed.values()].filter(({ state }) => state.data !== undefined).map(keptRead);
    changed.clear();
    for (const { name, key, at } of kept) known.set(name, { name, key, at });
    const gone = tooMany([...known.values()], Date.now());
    for (const name of gone) known.delete(name);
    // Refused storage is no fault of the reader's: what is read lasts as long as the page then.
    if (kept.length + gone.length > 0) store.change(kept, gone).catch(() => undefined);
  };
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || !isKept(event.query.queryKey)) return;
    changed.set(event.query.queryHash, event.query);
    timer ??= setTimeout(write, soonMs);
  });
  letGoOf = (isMeant) => {
    for (const [name, query] of changed) if (isMeant(query.queryKey)) changed.delete(name);
    const gone = [...known.values()].filter(({ key }) => isMeant(key)).map(({ name }) => name);
    for (const name of gone) known.delete(name);
    if (gone.length > 0) store.change([], gone).catch(() => undefined);
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && write());
};

let letGoOf: (isMeant: (key: QueryKey) => boolean) => void = () => undefined;

/** Lets go of what is kept under these keys, as soon as the browser can. */
export const letGoKept = (isMeant: (key: QueryKey) => boolean): void => letGoOf(isMeant);

/**
 * Puts back what this user has read here before, and keeps what they read from now on. What is put back counts as old: it is shown,
 * and read again.
 *
 * @param owner names tenant and user; what another has left is wiped
 */
export const keepReads = async (client: QueryClient, owner: string): Promise<void> => {
  try {
    const store = await openKept(owner);
    const kept = await store.all();
    const gone = new Set(tooMany(kept, Date.now()));
    for (const one of kept) {
      if (gone.has(one.name) || client.getQueryData(one.key) !== undefined) continue;
      client.setQueryData(one.key, putBack(one), { updatedAt: 1 });
    }
    keepUp(client, store, new Map(kept.map(({ name, key, at }) => [name, { name, key, at }])));
  } catch {
    // Without IndexedDB everything works as long as the network does.
  }
};
