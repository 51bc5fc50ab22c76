import type { ArchivePlan } from "../platform/archive/objectRows.ts";
import type { Kernel } from "./kernel.ts";

/** A thread may be long; what it decides by is read in one step with its end. That an outbox waits is found out anew. */
export const archivePlan: ArchivePlan = { large: ["messages", "parts"], left: ["trouble"] };

const projections = ["conversation", "arrangement", "labels"] as const;

/**
 * Before a restored thread goes on: what waited to be sent is looked for at the provider before it is sent; what changed in the thread after
 * D1's rows were read into the backup is projected again.
 *
 * @param since when those rows began to be read, in milliseconds
 */
export const doubtRestored = (kernel: Kernel, since: number): void => {
  const { state, stores, chance } = kernel;
  if (!state) return;
  const now = chance.now();
  kernel.apply({ type: "restored" }, () => {
    if (!state.movedTo) stores.outbox.doubtAll(now);
    const late = stores.messages.changedSince(since);
    for (const messageId of late) stores.apply({ type: "project", what: "message", messageId }, now);
    if (late.length > 0) for (const what of projections) stores.apply({ type: "project", what }, now);
  });
};
