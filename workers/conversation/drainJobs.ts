import { wordsOf } from "../platform/causes.ts";
import type { Kernel } from "./kernel.ts";
import { laneBackoff } from "./outbox.ts";
import { isRefusedForGood } from "./refusedForGood.ts";
import type { MediaSource } from "./state.ts";

interface MediaOrder {
  kind: "adopt_media";
  messageId: string;
  mediaId: string;
  source: MediaSource | null;
}

/** Orders the work that files need, one by one. What can't be ordered for good is parked, and its message says so. */
export const drainJobs = async (kernel: Kernel): Promise<void> => {
  const { outbox } = kernel.stores;
  for (;;) {
    const [row] = outbox.head("jobs", 1);
    if (!row || row.dueAt > kernel.chance.now()) return;
    const order = JSON.parse(row.payload) as MediaOrder;
    try {
      await adopt(kernel, order);
    } catch (error) {
      console.warn("a file waits to be fetched", { conversation: kernel.born.id, error: wordsOf(error) });
      if (!isRefusedForGood(error, row.attempts))
        return void outbox.postpone("jobs", kernel.chance.now() + laneBackoff(row.attempts));
      giveUp(kernel, order, () => outbox.park(row.id));
      continue;
    }
    outbox.remove(row);
  }
};

const adopt = async (kernel: Kernel, { messageId, mediaId, source }: MediaOrder): Promise<void> => {
  const { tenantId, contactId, id } = kernel.born;
  const media = kernel.stores.messages.byId(messageId)?.media.find((medium) => medium.id === mediaId);
  if (media) await kernel.deps.adoptMedia({ tenantId, contactId, conversationId: id, messageId, media, source });
};

const giveUp = (kernel: Kernel, { messageId, mediaId }: MediaOrder, park: () => void): void => {
  const message = kernel.stores.messages.byId(messageId);
  const media = message?.media.find((medium) => medium.id === mediaId);
  if (!message || !media) return park();
  const batchId = kernel.chance.id("batch");
  const failed = { ...media, state: "failed", failure: "download_failed" } as const;
  kernel.apply({ type: "mediaChanged", message, media: failed, batchId, foundLanguage: null }, park);
};
