import { createMemo, type Accessor } from "solid-js";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { createCached, type Cached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";

const freshForMs = 5 * 60_000;
const none: readonly Label[] = [];
/** Ids that the labels were read again for: a colleague's new label shows at once, and one that is gone is asked for once. */
const sought = new Set<string>();

export interface Labels extends Cached<{ items: Label[] }> {
  items: Accessor<readonly Label[]>;
  /** Those of these ids that exist, by name. */
  of(ids: readonly string[]): readonly Label[];
}

/** The business's labels, by name. */
export const createLabels = (): Labels => {
  const cached = createCached<{ items: Label[] }>(() => ({
    queryKey: keys.labels,
    queryFn: ({ signal }) => call("GET /api/labels", {}, signal),
    staleTime: freshForMs,
  }));
  const items = createMemo(() => cached.data()?.items.toSorted((a, b) => a.name.localeCompare(b.name)) ?? none);
  const seek = (ids: readonly string[]) => {
    const missing = ids.filter((id) => !sought.has(id) && !items().some((label) => label.id === id));
    if (missing.length === 0 || !cached.data()) return;
    for (const id of missing) sought.add(id);
    queueMicrotask(() => void cached.refetch());
  };
  return {
    ...cached,
    items,
    of(ids) {
      if (ids.length === 0) return none;
      seek(ids);
      return items().filter((label) => ids.includes(label.id));
    },
  };
};
